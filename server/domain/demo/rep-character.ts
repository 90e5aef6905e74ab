/** The eight reps of the demo company: each has a way of working that the review pages should make visible. */
import type { Tier } from '#shared/domain/entity/book.ts';
import type { SkipReason } from '#shared/domain/entity/user.ts';
import type { Region } from './bank.ts';

/** How a rep works on one day. */
export interface Pace {
  /** Share of the list that is carried out. */
  doneShare: number;
  /** Of what is not carried out: share that is skipped with a reason (the rest stays open or is moved to later). */
  skipShare: number;
  skipReasons: Readonly<Partial<Record<SkipReason, number>>>;
  /** Share of talks that leave a note. */
  noteShare: number;
  /** Moments looked at in a day, and the share of them that gets a comment. */
  moments: number;
  commentShare: number;
  /** Share of comments that would fit anybody. */
  emptyCommentShare: number;
  /** Customers who come by, call or write by themselves. */
  walkIns: number;
  /** Working minutes after 08:50 at which the list is started. */
  startAfter: number;
  /** Share of customers who answer. */
  replyShare: number;
  /** True where promises wait until the end of the list. */
  isPromiseLast?: boolean;
}

export interface RepCharacter {
  account: string;
  name: string;
  team: Region;
  /** Counts of 400 customers per tier; N is the same for all. */
  tiers: Readonly<Record<Exclude<Tier, 'N' | 'NURTURE'>, number>>;
  /** Working days on which the rep closes the day with a reflection. */
  reflectionShare: number;
  /** Minutes and chats a day where they differ from the company's default. */
  day?: { minutes: number; chats: number };
  /** Number of working days since the rep took over the book from a colleague who left. */
  takenOverDays?: number;
  /** @param daysAgo working days before today, from 1. */
  pace(daysAgo: number): Pace;
}

const usual: Readonly<Partial<Record<SkipReason, number>>> = {
  contacted_us: 4,
  asked_not_now: 3,
  no_time: 2,
  forgot: 1,
  wrong_data: 0.3,
};

const steady: Pace = {
  doneShare: 0.95,
  skipShare: 0.7,
  skipReasons: usual,
  noteShare: 0.62,
  moments: 20,
  commentShare: 0.72,
  emptyCommentShare: 0.02,
  walkIns: 6,
  startAfter: 8,
  replyShare: 0.78,
};

const tiers = { A: 80, B: 120, C: 160 };

export const repCharacters: readonly RepCharacter[] = [
  { account: 'rep', name: '顾晓芸', team: 'east', tiers, reflectionShare: 0.95, pace: () => steady },
  {
    account: 'lu',
    name: '陆子昂',
    team: 'east',
    day: { minutes: 300, chats: 27 },
    tiers: { A: 78, B: 124, C: 160 },
    reflectionShare: 0.4,
    // Bursts: two strong days, then three weak ones.
    pace: (daysAgo) =>
      daysAgo % 5 < 2
        ? { ...steady, doneShare: 0.99, noteShare: 0.35, moments: 32, commentShare: 0.6, walkIns: 11 }
        : {
            ...steady,
            doneShare: 0.66,
            skipShare: 0.3,
            noteShare: 0.3,
            moments: 8,
            startAfter: 45,
            walkIns: 11,
          },
  },
  {
    account: 'xu',
    name: '许梦琪',
    team: 'east',
    tiers: { A: 80, B: 122, C: 158 },
    reflectionShare: 0.75,
    // Too much to do: store duty three days a week, and most skips say so.
    pace: (daysAgo) => ({
      ...steady,
      doneShare: daysAgo > 20 ? 0.95 : daysAgo % 5 < 3 ? 0.72 : 0.85,
      skipShare: 0.85,
      skipReasons: { no_time: 9, contacted_us: 2, forgot: 1 },
      noteShare: 0.45,
      moments: daysAgo > 20 ? 18 : 12,
      walkIns: 16,
      startAfter: 40,
    }),
  },
  {
    account: 'han',
    name: '韩亦辰',
    team: 'east',
    tiers: { A: 48, B: 92, C: 200 },
    reflectionShare: 0.9,
    day: { minutes: 200, chats: 17 },
    takenOverDays: 24,
    pace: (daysAgo) => ({
      ...steady,
      doneShare: daysAgo > 24 ? 0.95 : 0.78 + 0.012 * Math.max(0, 13 - daysAgo),
      skipShare: 0.6,
      skipReasons: { dont_know_how: 6, contacted_us: 2, asked_not_now: 1, no_time: 1 },
      noteShare: 0.7,
      moments: daysAgo > 24 ? 18 : 9,
      replyShare: 0.6,
      walkIns: 10,
    }),
  },
  {
    account: 'huang',
    name: '黄诗雅',
    team: 'south',
    day: { minutes: 300, chats: 27 },
    tiers: { A: 82, B: 118, C: 160 },
    reflectionShare: 0.6,
    // Gets there, but after the hour that was promised.
    pace: () => ({
      ...steady,
      doneShare: 0.92,
      noteShare: 0.5,
      startAfter: 95,
      isPromiseLast: true,
      walkIns: 8,
    }),
  },
  {
    account: 'liang',
    name: '梁俊杰',
    team: 'south',
    tiers: { A: 80, B: 120, C: 160 },
    reflectionShare: 0.3,
    // Quick and shallow: everything ticked, little written, comments that fit anybody.
    pace: () => ({
      ...steady,
      doneShare: 0.98,
      noteShare: 0.12,
      moments: 26,
      commentShare: 0.8,
      emptyCommentShare: 0.55,
      replyShare: 0.45,
      startAfter: 5,
      walkIns: 5,
    }),
  },
  {
    account: 'he',
    name: '何婉婷',
    team: 'south',
    tiers: { A: 84, B: 116, C: 158 },
    reflectionShare: 0.85,
    pace: () => ({
      ...steady,
      doneShare: 0.9,
      noteShare: 0.75,
      moments: 16,
      commentShare: 0.8,
      replyShare: 0.84,
      walkIns: 8,
    }),
  },
  {
    account: 'deng',
    name: '邓家明',
    team: 'south',
    tiers: { A: 76, B: 122, C: 162 },
    reflectionShare: 0.5,
    // Was good, and has been slipping for two weeks.
    pace: (daysAgo) => ({
      ...steady,
      doneShare: daysAgo > 10 ? 0.94 : 0.62 + 0.03 * daysAgo,
      skipReasons: { ...usual, forgot: 5 },
      noteShare: daysAgo > 10 ? 0.5 : 0.2,
      moments: daysAgo > 10 ? 18 : 7,
      startAfter: daysAgo > 10 ? 10 : 60,
      walkIns: 14,
    }),
  },
];
