/** Every service of a ready session. A new subject is added here and in api/router.ts. */
import type { CoreContext } from '../core-context.ts';
import { createAdminService } from './admin.ts';
import { createAppointmentService } from './appointment.ts';
import { createAttachmentService } from './attachment.ts';
import { createCampaignService } from './campaign.ts';
import { createCaptureService } from './capture.ts';
import { createBulkService } from './bulk.ts';
import { createCommentService } from './comment.ts';
import { createComposerDraftService } from './composer-draft.ts';
import { createConflictService } from './conflict.ts';
import { createContactPointService } from './contact-point.ts';
import { createContentService } from './content.ts';
import { createDictionaryService } from './dictionary.ts';
import { createCustomerService } from './customer.ts';
import { createDuplicateService } from './duplicate.ts';
import { createExportService } from './export.ts';
import { createHouseholdService } from './household.ts';
import { createImportService } from './import.ts';
import { createInsightService } from './insight.ts';
import { createInterestService } from './interest.ts';
import { createKeyDateService } from './key-date.ts';
import { createListViewService } from './list-view.ts';
import { createMergeService } from './merge.ts';
import { createMomentService } from './moment.ts';
import { createNeedService } from './need.ts';
import { createNoticeService } from './notice.ts';
import { createNoteService } from './note.ts';
import { createOpenerService } from './opener.ts';
import { createAccountService } from './account.ts';
import { createNextDayService } from './next-day.ts';
import { createOrderService } from './order.ts';
import { createEndorsementService } from './endorsement.ts';
import { createDealService } from './deal.ts';
import { createPatrolService } from './patrol.ts';
import { createPlanService } from './plan.ts';
import { createPromiseService } from './promise.ts';
import { createRelationService } from './relation.ts';
import { createRevealService } from './reveal.ts';
import { createReviewService } from './review.ts';
import { createSearchService } from './search.ts';
import { createSettingService } from './setting.ts';
import { createSignalService } from './signal.ts';
import { createSopEnrolmentService } from './sop-enrolment.ts';
import { createSopService } from './sop.ts';
import { createSurpriseService } from './surprise.ts';
import { createSyncService } from './sync.ts';
import { createTagService } from './tag.ts';
import { createTimelineService } from './timeline.ts';
import { createTimeOffService } from './time-off.ts';
import { createTouchService } from './touch.ts';
import { createTriageService } from './triage.ts';

export function createServices(context: CoreContext) {
  return {
    customer: createCustomerService(context),
    contactPoint: createContactPointService(context),
    tag: createTagService(context),
    listView: createListViewService(context),
    bulk: createBulkService(context),
    campaign: createCampaignService(context),
    timeline: createTimelineService(context),
    note: createNoteService(context),
    attachment: createAttachmentService(context),
    capture: createCaptureService(context),
    notice: createNoticeService(context),
    touch: createTouchService(context),
    moment: createMomentService(context),
    comment: createCommentService(context),
    composerDraft: createComposerDraftService(context),
    opener: createOpenerService(context),
    patrol: createPatrolService(context),
    surprise: createSurpriseService(context),
    promise: createPromiseService(context),
    signal: createSignalService(context),
    keyDate: createKeyDateService(context),
    household: createHouseholdService(context),
    need: createNeedService(context),
    interest: createInterestService(context),
    relation: createRelationService(context),
    order: createOrderService(context),
    deal: createDealService(context),
    endorsement: createEndorsementService(context),
    nextDay: createNextDayService(context),
    insight: createInsightService(context),
    triage: createTriageService(context),
    reveal: createRevealService(context),
    duplicate: createDuplicateService(context),
    merge: createMergeService(context),
    appointment: createAppointmentService(context),
    conflict: createConflictService(context),
    plan: createPlanService(context),
    timeOff: createTimeOffService(context),
    account: createAccountService(context),
    content: createContentService(context),
    dictionary: createDictionaryService(context),
    sop: createSopService(context),
    sopEnrolment: createSopEnrolmentService(context),
    import: createImportService(context),
    export: createExportService(context),
    sync: createSyncService(context),
    review: createReviewService(context),
    search: createSearchService(context),
    admin: createAdminService(context),
    setting: createSettingService(context),
  };
}
export type Services = ReturnType<typeof createServices>;
