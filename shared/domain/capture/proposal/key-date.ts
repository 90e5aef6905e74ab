/** A birthday or another day of the year that matters: 女儿生日农历八月十五, 结婚纪念日5月20号. */
import { isAnnualDate, type AnnualDate } from '../../annual-date.ts';
import { findDates } from '../date-word.ts';
import { familyIn } from './family.ts';
import { proposal, type Reader } from './proposal.ts';

const dayWords = /生日|结婚纪念日|纪念日|周年/u;

export const readKeyDate: Reader = (sentence) => {
  const found = sentence.by === 'other' || sentence.by === 'me' ? null : dayWords.exec(sentence.text);
  if (!found) return [];
  const [day] = findDates(sentence.text, sentence.at);
  if (!day) return [];
  const date = day.annual ?? ofSolarDay(day.on);
  if (!isAnnualDate(date)) return [];
  const kind = found[0] === '生日' ? 'birthday' : 'anniversary';
  const label =
    kind === 'birthday' ? (familyIn(sentence.text)[0] ?? '') : found[0] === '周年' ? '' : found[0];
  const confidence = day.isLoose ? 'low' : day.annual ? 'high' : 'medium';
  return [proposal(sentence, { target: 'key_date', kind, label, date }, confidence, ['birthday'])];
};

/** 我下周三生日 says the day of this year. */
function ofSolarDay(on: string): AnnualDate {
  return { calendar: 'solar', month: Number(on.slice(5, 7)), day: Number(on.slice(8)), isLeapMonth: false };
}
