/** Puts a customer's facts into a phrase: {call}, {child}, {spouse} and so on. */
import { placeBank, talkBank } from './bank.ts';
import type { Profile } from './profile.ts';
import type { Random } from './random.ts';

const worries: Readonly<Record<string, string>> = {
  怕痛: '疼不疼',
  在意价格: '中途会不会加价',
  时间紧: '要跑几趟',
  要主任医生: '谁来做',
  只约周末: '周末有没有号',
  先发资料再约: '到底有没有必要做',
};

const digits = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

/** The facts of one customer by slot name; a slot that is missing rules the phrase out. */
export function slotsOf(profile: Profile, source: string, random: Random): Record<string, string> {
  const slots: Record<string, string> = {
    call: profile.call,
    ta: profile.gender === 'female' ? '她' : '他',
    city: profile.city,
    doctor: profile.doctor,
    concern: worries[profile.concern]!,
    source,
    family: familyText(profile),
    manner: random.pick(talkBank.manners),
    reply: random.pick(talkBank.replies),
    hint: random.pick(talkBank.hints),
  };
  if (profile.company) Object.assign(slots, { company: profile.company, job: profile.jobTitle });
  if (profile.isMarried) slots['spouse'] = profile.gender === 'female' ? '先生' : '太太';
  if (profile.parent) slots['parent'] = profile.parent;
  if (profile.child) {
    slots['child'] = profile.child.name;
    slots['age'] = ageText(profile.child.age);
  }
  return slots;
}

const slot = /\{(\w+)\}/g;

/** Slots that are drawn anew for each phrase; the phrase's parts share them. */
function passing(random: Random): Record<string, string> {
  return { trip: random.pick(placeBank.trips), step: String(random.int(6, 28)) };
}

export function fits(slots: Readonly<Record<string, string>>, phrase: string): boolean {
  return namesIn(phrase).every((name) => name === 'trip' || name === 'step' || slots[name] !== undefined);
}

/** The phrases are few, and each is asked about for every customer and day. */
const known = new Map<string, readonly string[]>();

function namesIn(phrase: string): readonly string[] {
  const names = known.get(phrase) ?? [...phrase.matchAll(slot)].map(([, name]) => name!);
  known.set(phrase, names);
  return names;
}

/** A filler for the phrases that belong together (a post and its comments, a touch and its note). */
export function filler(
  slots: Readonly<Record<string, string>>,
  random: Random,
  more: Readonly<Record<string, string>> = {},
): (phrase: string) => string {
  const all: Record<string, string> = { ...slots, ...passing(random), ...more };
  return (phrase) =>
    phrase.replace(slot, (_, name: string) => {
      const value = all[name];
      if (value === undefined) throw new Error(`no value for slot {${name}}: ${phrase}`);
      return value;
    });
}

function ageText(age: number): string {
  if (age <= 10) return digits[age]!;
  return age < 20 ? `十${digits[age - 10]!.replace('两', '二').replace('零', '')}` : String(age);
}

function familyText(profile: Profile): string {
  const { child } = profile;
  if (!profile.isMarried) return profile.age > 45 ? '一个人住。' : '还没成家。';
  if (!child) return '两口子,没有孩子。';
  if (child.stage === 'grown') return '孩子已经工作了。';
  return `家里有${child.name},${ageText(child.age)}岁${profile.hasSecondChild ? ',还有一个小的' : ''}。`;
}
