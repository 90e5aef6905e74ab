/** The whole local API. */
import { accountApi } from './account.ts';
import { adminApi } from './admin.ts';
import { attachmentApi } from './attachment.ts';
import { appointmentApi } from './appointment.ts';
import { campaignApi } from './campaign.ts';
import { captureApi } from './capture.ts';
import { endorsementApi, interestApi, needApi, orderApi, relationApi } from './card.ts';
import { conflictApi } from './conflict.ts';
import { contentApi } from './content.ts';
import { dealApi } from './deal.ts';
import { dictionaryApi } from './dictionary.ts';
import { customerApi } from './customer.ts';
import { exportApi } from './export.ts';
import { api } from './handler.ts';
import { householdApi } from './household.ts';
import { importApi } from './import.ts';
import { keyDateApi } from './key-date.ts';
import { bulkApi, listViewApi } from './list-view.ts';
import { mergeApi } from './merge.ts';
import { momentApi } from './moment.ts';
import { noteApi } from './note.ts';
import { noticeApi } from './notice.ts';
import { patrolApi } from './patrol.ts';
import { planApi } from './plan.ts';
import { promiseApi } from './promise.ts';
import { reviewApi } from './review.ts';
import { searchApi } from './search.ts';
import { sessionApi } from './session.ts';
import { settingApi } from './setting.ts';
import { signalApi } from './signal.ts';
import { sopApi } from './sop.ts';
import { surpriseApi } from './surprise.ts';
import { syncApi } from './sync.ts';
import { timeOffApi } from './time-off.ts';
import { touchApi } from './touch.ts';

export const router = api.router({
  session: sessionApi,
  sync: syncApi,
  customer: customerApi,
  merge: mergeApi,
  listView: listViewApi,
  bulk: bulkApi,
  campaign: campaignApi,
  note: noteApi,
  attachment: attachmentApi,
  capture: captureApi,
  notice: noticeApi,
  touch: touchApi,
  moment: momentApi,
  patrol: patrolApi,
  surprise: surpriseApi,
  promise: promiseApi,
  signal: signalApi,
  keyDate: keyDateApi,
  household: householdApi,
  need: needApi,
  interest: interestApi,
  relation: relationApi,
  order: orderApi,
  deal: dealApi,
  endorsement: endorsementApi,
  appointment: appointmentApi,
  conflict: conflictApi,
  plan: planApi,
  timeOff: timeOffApi,
  account: accountApi,
  content: contentApi,
  dictionary: dictionaryApi,
  sop: sopApi,
  import: importApi,
  export: exportApi,
  review: reviewApi,
  search: searchApi,
  admin: adminApi,
  setting: settingApi,
  live: api.live.handler(({ context, signal }) => context.live(signal)),
});
