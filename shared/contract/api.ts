/** The whole local API between page and core: one declaration per method, validated at run time on both sides. */
import { eventIterator, type ContractRouterClient } from '@orpc/contract';
import { accountContract } from './account.ts';
import { appointmentContract } from './appointment.ts';
import { attachmentContract } from './attachment.ts';
import { base } from './base.ts';
import { campaignContract } from './campaign.ts';
import { captureContract } from './capture.ts';
import { endorsementContract, interestContract, needContract, relationContract } from './card.ts';
import { adminContract, contentContract, reviewContract } from './company.ts';
import { dealContract } from './deal.ts';
import { dictionaryContract } from './dictionary.ts';
import { customerContract } from './customer.ts';
import { momentContract, noteContract, promiseContract, touchContract } from './entry.ts';
import { conflictContract } from './conflict.ts';
import { exportContract } from './export.ts';
import { householdContract } from './household.ts';
import { importContract } from './import.ts';
import { bulkContract, listViewContract } from './list-view.ts';
import { keyDateContract } from './key-date.ts';
import { mergeContract } from './merge.ts';
import { noticeContract } from './notice.ts';
import { patrolContract } from './patrol.ts';
import { orderContract } from './order.ts';
import { planContract } from './plan.ts';
import { signalContract } from './signal.ts';
import { searchContract } from './search.ts';
import { sessionContract } from './session.ts';
import { sopContract } from './sop.ts';
import { surpriseContract } from './surprise.ts';
import { timeOffContract } from './time-off.ts';
import { settingContract } from './setting.ts';
import { liveEvent, syncContract } from './sync.ts';

export const apiContract = {
  session: sessionContract,
  sync: syncContract,
  customer: customerContract,
  merge: mergeContract,
  listView: listViewContract,
  bulk: bulkContract,
  campaign: campaignContract,
  note: noteContract,
  attachment: attachmentContract,
  capture: captureContract,
  notice: noticeContract,
  touch: touchContract,
  moment: momentContract,
  patrol: patrolContract,
  surprise: surpriseContract,
  promise: promiseContract,
  signal: signalContract,
  keyDate: keyDateContract,
  household: householdContract,
  need: needContract,
  interest: interestContract,
  relation: relationContract,
  order: orderContract,
  deal: dealContract,
  endorsement: endorsementContract,
  appointment: appointmentContract,
  conflict: conflictContract,
  plan: planContract,
  timeOff: timeOffContract,
  account: accountContract,
  content: contentContract,
  dictionary: dictionaryContract,
  sop: sopContract,
  import: importContract,
  export: exportContract,
  review: reviewContract,
  search: searchContract,
  admin: adminContract,
  setting: settingContract,
  /** Stays open as long as the page does. */
  live: base.output(eventIterator(liveEvent)),
};

/** The typed client the page holds. */
export type ApiClient = ContractRouterClient<typeof apiContract>;
