/** Keeps the reason of everything that is not on the list (rules.md R3, R19). */
import { inParts, type Steps } from '../../lib/steps.ts';
import type { PlanItemKind } from '../entity/user.ts';
import type { Settings } from '../setting.ts';
import type { Candidate } from './candidate/candidate.ts';
import { groupKey } from './group-key.ts';
import type { HiddenCode } from './hidden.ts';
import type { SettledItem } from './input.ts';

export interface HiddenCandidate {
  customerId: string;
  kind: PlanItemKind;
  subject: string;
  code: HiddenCode;
}

export interface Hiding {
  hide(candidate: Candidate, code: HiddenCode): void;
  /** It has been dealt with today and is not listed again. */
  isSettled(candidate: Candidate): boolean;
  /** All, or those of some kinds, as they came. */
  list(kinds?: readonly PlanItemKind[]): HiddenCandidate[];
  /** One reason for each customer who is not on the list: that of the kind with the highest rank. */
  perCustomer(
    idle: ReadonlyMap<string, HiddenCode>,
    items: readonly { customerId: string }[],
  ): Steps<Map<string, HiddenCode>>;
}

/** Candidates between two pauses. */
const perStep = 4_000;

export function createHiding(settled: readonly SettledItem[], settings: Settings): Hiding {
  const settledKeys = new Set(settled.map(keyOfItem));
  const hidden: HiddenCandidate[] = [];
  const isSettled = (item: Keyed) => settledKeys.size > 0 && settledKeys.has(keyOfItem(item));
  return {
    hide({ customer, kind, subject }, code) {
      const item = { customerId: customer.id, kind, subject, code };
      if (!isSettled(item)) hidden.push(item);
    },
    isSettled: ({ customer, kind, subject }) => isSettled({ customerId: customer.id, kind, subject }),
    list: (kinds) => (kinds ? hidden.filter(({ kind }) => kinds.includes(kind)) : [...hidden]),
    *perCustomer(idle, items) {
      const weights = new Map<PlanItemKind, number>();
      const weightOf = (kind: PlanItemKind): number => {
        let weight = weights.get(kind);
        if (weight === undefined) weights.set(kind, (weight = settings[baseKey(kind)]));
        return weight;
      };
      const shown = new Set([...items, ...settled].map(({ customerId }) => customerId));
      const heaviest = new Map<string, HiddenCandidate>();
      yield* inParts(hidden, perStep, (item) => {
        if (shown.has(item.customerId)) return;
        const other = heaviest.get(item.customerId);
        if (!other || isHeavier(item, other, weightOf)) heaviest.set(item.customerId, item);
      });
      yield;
      return codesOf(heaviest, idle, shown);
    },
  };
}

function codesOf(
  heaviest: ReadonlyMap<string, HiddenCandidate>,
  idle: ReadonlyMap<string, HiddenCode>,
  shown: ReadonlySet<string>,
): Map<string, HiddenCode> {
  const codes = new Map<string, HiddenCode>();
  for (const { customerId, code } of heaviest.values()) codes.set(customerId, code);
  for (const [customerId, code] of idle) if (!shown.has(customerId)) codes.set(customerId, code);
  return codes;
}

const baseKey = groupKey('base.');

type Keyed = Pick<HiddenCandidate, 'customerId' | 'kind' | 'subject'>;

export function keyOfItem({ kind, customerId, subject }: Keyed): string {
  return `${kind} ${customerId} ${subject}`;
}

function isHeavier(
  a: HiddenCandidate,
  b: HiddenCandidate,
  weightOf: (kind: PlanItemKind) => number,
): boolean {
  const difference = weightOf(a.kind) - weightOf(b.kind);
  return difference > 0 || (difference === 0 && byKey(a, b) < 0);
}

/** By kind, customer and subject. */
export function byKey(a: Keyed, b: Keyed): number {
  return compare(a.kind, b.kind) || compare(a.customerId, b.customerId) || compare(a.subject, b.subject);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
