/**
 * Draws runs with fast-check. Each run has a mood that makes some kinds of steps frequent, because faults hide where
 * things of one kind meet again and again.
 */
import fc from 'fast-check';
import { operations, type OperationName, type Step } from './operation.ts';
import type { Plot } from './sequence.ts';

const mostSteps = 80;

type Weights = Partial<Record<OperationName, number>>;

/** How many times as frequent as usual. */
const favours = {
  anything: {},
  edits: { patch: 4, pair: 3, delete: 3, undelete: 3, resolve: 3, syncAll: 3, clock: 3, diskFull: 2 },
  ownership: { reassign: 6, split: 6, trespass: 3, note: 2, patch: 2, sync: 2, prune: 4, delete: 2 },
  network: { fault: 4, crash: 4, arrive: 3, pages: 3, create: 2, note: 2, poison: 3 },
  loss: { image: 6, goBack: 8, clone: 6, patch: 3, sync: 2, restart: 3, twice: 2 },
  restore: { backup: 4, restoreServer: 8, patch: 4, syncAll: 3, note: 2, prune: 3, reassign: 2 },
  cards: { merge: 10, unmerge: 7, patch: 4, note: 2, delete: 2, undelete: 2, split: 2, syncAll: 3, prune: 2 },
  files: {
    attach: 6,
    picture: 6,
    openFile: 5,
    deleteFile: 3,
    claimFile: 4,
    reassign: 3,
    split: 2,
    fault: 2,
    syncAll: 2,
  },
  jobs: {
    ...{
      outside: 5,
      serverPlan: 6,
      tierStep: 8,
      trustSteps: 8,
      trust: 6,
      dictionary: 3,
      offer: 3,
      phone: 5,
      touch: 3,
      plan: 6,
    },
    ...{ closeDay: 3, patchTwo: 3, split: 2, merge: 2, syncAll: 2, household: 2 },
  },
  desk: {
    ...{ order: 5, household: 5, importOrders: 6, import: 6, undoImport: 8, patrol: 4, closeDay: 4 },
    ...{ notice: 2, note: 2, patch: 3, delete: 2, syncAll: 2 },
  },
  sales: {
    deal: 10,
    account: 8,
    order: 3,
    merge: 3,
    unmerge: 2,
    setting: 4,
    signPromo: 4,
    ...{ campaign: 6, decideCampaign: 8 },
    split: 2,
    syncAll: 3,
  },
  leaving: {
    ...{ revoke: 10, leaveCompany: 6, attach: 2, note: 3, patch: 2, account: 2 },
    ...{ offline: 2, online: 2, reassign: 2 },
  },
} satisfies Record<string, Weights>;

export type Mood = keyof typeof favours;

function stepsOf(mood: Mood, maxLength: number): fc.Arbitrary<Step[]> {
  const favour: Weights = favours[mood];
  const step = fc.oneof(
    ...Object.entries(operations).map(([op, { weight }]) => ({
      weight: weight * (favour[op as OperationName] ?? 1),
      arbitrary: fc.record<Step>({
        op: fc.constant(op as OperationName),
        d: fc.nat(3),
        a: fc.nat(99),
        b: fc.nat(99),
      }),
    })),
  );
  return fc.array(step, { minLength: 1, maxLength, size: 'max' });
}

/** Of any mood, and of up to 80 steps, where nothing else is said. */
export function plotIn(mood?: Mood, most = mostSteps): fc.Arbitrary<Plot> {
  const moods = mood ? [mood] : (Object.keys(favours) as Mood[]);
  return fc.noBias(
    fc.record({
      seed: fc.nat(2 ** 31 - 1),
      people: fc.array(fc.nat(2), { minLength: 2, maxLength: 4, size: 'max' }),
      pageRows: fc.constantFrom(0, 0, 0, 1, 3, 7, 20),
      steps: fc.oneof(...moods.map((one) => stepsOf(one, most))),
    }),
  );
}
