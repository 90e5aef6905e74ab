/** What we said we would do, or what the customer said they would, with its day (D15). */
import { dateOf, minuteOf } from '../../calendar.ts';
import { findDates, type DateWord } from '../date-word.ts';
import { instantAt } from '../talk-date.ts';
import { proposal, type Confidence, type Reader, type Sentence } from './proposal.ts';

const ours =
  /发|送|带|寄|回复|回您|回你|打电话|电话|联系|拜访|见面|跟进|报价|提醒|安排|确认|准备|给[您你她他]|约|帮[您你她他]|整理|申请|上门|量尺|安装|到货|登门|陪/u;
const theirs = /来|到店|过去|有空|见面|看看|试|拿|取|付|转|定|下单|签|联系|聊|电话|量|装/u;
const keyDay = /生日|纪念日|周年/u;
/** A promise without a time of day is due at the end of the working day. */
const dayEnd = 18 * 60;

export const readPromise: Reader = (sentence) => {
  if (sentence.by === 'other' || keyDay.test(sentence.text)) return [];
  const words = sentence.by === 'customer' ? theirs : ours;
  const isStep = words.test(sentence.text) || (sentence.by === 'note' && theirs.test(sentence.text));
  if (!isStep && sentence.by !== 'note') return [];
  const [day] = findDates(sentence.text, sentence.at);
  const dueAt = day && dueOf(day, sentence.at);
  if (!day || dueAt === undefined) return [];
  const body = sentence.text;
  return [
    proposal(sentence, { target: 'promise', body, dueAt }, confidenceOf(sentence, day, isStep), ['date']),
  ];
};

function confidenceOf({ by }: Sentence, { isLoose }: DateWord, isStep: boolean): Confidence {
  if (!isStep) return 'low';
  if (by === 'customer') return isLoose ? 'low' : 'medium';
  return isLoose ? 'medium' : 'high';
}

/** Undefined where it was over when it was said. */
function dueOf({ on, minute }: DateWord, saidAt: number): string | undefined {
  const isToday = on === dateOf(saidAt);
  // 今天 said in the evening means before midnight.
  const due = minute ?? (isToday && minuteOf(saidAt) >= dayEnd ? 1_439 : dayEnd);
  const at = instantAt(on, due);
  return Date.parse(at) >= saidAt - 60_000 ? at : undefined;
}
