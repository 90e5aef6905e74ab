/** Makes the customers of one book: the row, the person behind it, and where the relationship stands. */
import { addDays } from '#shared/domain/calendar.ts';
import { consents, type Source, type Tier } from '#shared/domain/entity/book.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import type { PlanCustomer, Waiting } from '#shared/domain/plan/input.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { talkBank, type NeedCode } from './bank.ts';
import type { DemoRow } from './demo-row.ts';
import { createProfile, type Profile } from './profile.ts';
import type { Random } from './random.ts';
import type { RepCharacter } from './rep-character.ts';
import { slotsOf } from './slot.ts';
import { instantAt, isWorkingDay, workingDayFrom } from './work-calendar.ts';

export const customersPerRep = 400;

export interface DemoCustomer {
  row: DemoRow<'customer'>;
  profile: Profile;
  slots: Record<string, string>;
  isBuyer: boolean;
  /** The day each need was paid for; talks change from advising to looking after. */
  boughtOn: Map<NeedCode, string>;
  /** What the day plan is built from, kept up to date while the days are played through. */
  plan: PlanCustomer & { promises: Waiting[]; closed: Set<string> };
  /** Dates of proactive touches and of comments, newest last. */
  touchedOn: string[];
  commentedOn: string[];
  /** Nothing falls due before this date, unless something is done for the customer first. */
  asleepUntil: string;
  /** Phrases already used for this customer. */
  used: Set<object>;
}

/** Days since the customers of tier N were added: every step of NEW-14 has someone due today. */
const newOffsets = [0, 1, 1, 2, 3, 4, 5, 7, 8, 10, 13, 14];

const sourceNames: Readonly<Record<Source, string>> = {
  order: '订单',
  referral: '朋友介绍',
  paid: '广告',
  content: '短视频',
  partner: '合作门店',
  unknown: '别处',
  fission: '群分享',
};
const sourceWeights = { order: 30, referral: 22, paid: 14, content: 16, partner: 8, unknown: 6, fission: 4 };

interface Making {
  character: RepCharacter;
  bookId: string;
  today: string;
  now: string;
  /** Who wrote the row at that time. */
  authorOn(on: string): string;
}

export function createCustomer(random: Random, making: Making, index: number): DemoCustomer {
  const { character, bookId, today, now } = making;
  const profile = createProfile(random, character.team);
  const tier = tierOf(character, index);
  const addedOn = addedOnOf(random, today, tier, index);
  const source = random.weighted(sourceWeights);
  const isBuyer = random.chance({ A: 0.94, B: 0.7, C: 0.34, NURTURE: 0.25, N: 0 }[tier]);
  const status = tier === 'N' || tier === 'A' ? 'active' : statusOf(random);
  const intent = tier === 'A' ? random.int(1, 3) : tier === 'NURTURE' ? 0 : random.int(0, 2);
  const created = instantAt(addedOn, random.int(9 * 60, 11 * 60 + 30), random.int(0, 59));
  const createdAt = created < now ? created : now;
  const id = derivedId('demo', 'customer', bookId, String(index));
  const row: DemoRow<'customer'> = {
    id,
    createdAt,
    createdBy: making.authorOn(addedOn),
    name: profile.name,
    addressAs: profile.addressAs,
    nickname: profile.nickname,
    gender: random.chance(0.95) ? profile.gender : null,
    birthdayOn: birthdayOf(random, profile, today),
    company: profile.company,
    jobTitle: profile.jobTitle,
    city: profile.city,
    tier,
    trustStage: tier === 'A' ? (random.chance(0.6) ? 'committed' : 'approved') : trustOf(random, isBuyer),
    source,
    intent,
    intentAt:
      intent === 0 ? null : laterOf(createdAt, instantAt(addDays(today, -random.int(2, 45)), 15 * 60)),
    status,
    consent: tier === 'A' || tier === 'N' ? 'full' : consentOf(random),
    addedOn,
    remark: random.chance(0.22) ? random.pick(talkBank.remarks) : '',
  };
  return {
    row,
    profile,
    slots: slotsOf(profile, sourceNames[source], random),
    isBuyer,
    boughtOn: new Map(),
    plan: { ...freshFacts(), ...row, bookId, promises: [], closed: new Set() },
    touchedOn: [],
    commentedOn: [],
    asleepUntil: '',
    used: new Set(),
  };
}

function tierOf({ tiers }: RepCharacter, index: number): Tier {
  if (index < newOffsets.length) return 'N';
  const rest = index - newOffsets.length;
  if (rest < tiers.A) return 'A';
  if (rest < tiers.A + tiers.B) return 'B';
  return rest < tiers.A + tiers.B + tiers.C ? 'C' : 'NURTURE';
}

function addedOnOf(random: Random, today: string, tier: Tier, index: number): string {
  if (tier === 'N') return addDays(today, -newOffsets[index]!);
  const isRecent = tier !== 'A' && tier !== 'NURTURE' && random.chance(0.18);
  const on = workingDayFrom(addDays(today, -(isRecent ? random.int(17, 88) : random.int(100, 1_200))));
  // Added early in the week, so that the second day of NEW-14 is a working day.
  return isWorkingDay(addDays(on, 1)) ? on : addDays(on, -1);
}

function statusOf(random: Random): DemoRow<'customer'>['status'] {
  return random.weighted({ active: 95.5, do_not_contact: 1.8, blocked_us: 1.4, deleted_us: 1.3 });
}

function consentOf(random: Random): (typeof consents)[number] {
  return random.weighted({ full: 86, service_only: 11.5, none: 2.5 });
}

function trustOf(random: Random, isBuyer: boolean): DemoRow<'customer'>['trustStage'] {
  if (!isBuyer) return random.chance(0.2) ? 'approved' : 'acquainted';
  return random.weighted({ acquainted: 15, approved: 65, committed: 20 });
}

function birthdayOf(random: Random, profile: Profile, today: string): string | null {
  if (random.chance(0.4)) return null;
  const year = Number(today.slice(0, 4)) - profile.age - 1;
  const monthDay = addDays('2001-01-01', random.int(0, 364)).slice(5);
  return random.chance(0.25) ? `--${monthDay}` : `${year}-${monthDay}`;
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
