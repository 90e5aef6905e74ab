import type { Migration } from '../migration.ts';
import { replica } from './0001-replica.ts';
import { customerIndex } from './0002-customer-index.ts';
import { importHistory } from './0003-import.ts';
import { conflictAuthor } from './0004-conflict-author.ts';
import { comment } from './0005-comment.ts';
import { care } from './0006-care.ts';
import { planLookup } from './0007-plan-lookup.ts';
import { profile } from './0008-profile.ts';
import { textSearch } from './0009-text-search.ts';
import { offer } from './0010-offer.ts';
import { tagAndView } from './0011-tag-and-view.ts';
import { timeline } from './0012-timeline.ts';
import { importJob } from './0013-import-job.ts';
import { nextTouch } from './0014-next-touch.ts';
import { attachment } from './0015-attachment.ts';
import { merge } from './0016-merge.ts';
import { tagDictionary } from './0017-tag-dictionary.ts';
import { orderNumber } from './0018-order-number.ts';
import { offerForWhom } from './0019-offer-for-whom.ts';
import { thumbnail } from './0020-thumbnail.ts';
import { tierCheck } from './0021-tier-check.ts';
import { sop } from './0022-sop.ts';
import { packedQueue } from './0023-packed-queue.ts';
import { offerSegment } from './0024-offer-segment.ts';
import { cardMove } from './0025-card-move.ts';
import { deal } from './0026-deal.ts';
import { account } from './0027-account.ts';
import { importTemplate } from './0028-import-template.ts';
import { sopSegment } from './0029-sop-segment.ts';
import { dealText } from './0030-deal-text.ts';
import { touchActivity } from './0031-touch-activity.ts';
import { campaign } from './0032-campaign.ts';
import { composerDraft } from './0033-composer-draft.ts';
import { tagPlace } from './0034-tag-place.ts';
import { planOff } from './0035-plan-off.ts';
import { outsideFreeze } from './0036-outside-freeze.ts';

/** In order, numbered from 1 without a gap. */
export const migrations: readonly Migration[] = [
  replica,
  customerIndex,
  importHistory,
  conflictAuthor,
  comment,
  care,
  planLookup,
  profile,
  textSearch,
  offer,
  tagAndView,
  timeline,
  importJob,
  nextTouch,
  attachment,
  merge,
  tagDictionary,
  orderNumber,
  offerForWhom,
  thumbnail,
  tierCheck,
  sop,
  packedQueue,
  offerSegment,
  cardMove,
  deal,
  account,
  importTemplate,
  sopSegment,
  dealText,
  touchActivity,
  campaign,
  composerDraft,
  tagPlace,
  planOff,
  outsideFreeze,
];
