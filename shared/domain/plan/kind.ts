/** The candidate types of rules.md R5: their class, how they reach the customer, and what they count as. */
import type { TouchClass } from '../entity/book.ts';
import type { PlanItemKind } from '../entity/user.ts';

/** `admin` is work that does not reach the customer. */
export type PlanClass = TouchClass | 'admin';
export type Medium = 'chat' | 'comment' | 'like' | 'none';

interface Traits {
  /** Null: the step says which. */
  touchClass: PlanClass | null;
  medium: Medium;
}

const traits: Readonly<Record<PlanItemKind, Traits>> = {
  PROMISE: { touchClass: 'service', medium: 'chat' },
  REPLY: { touchClass: 'service', medium: 'chat' },
  SERVICE: { touchClass: 'service', medium: 'chat' },
  HANDOVER: { touchClass: 'care', medium: 'chat' },
  APPT: { touchClass: 'service', medium: 'chat' },
  SOP_HARD: { touchClass: null, medium: 'chat' },
  KEYDATE: { touchClass: 'care', medium: 'chat' },
  MOMENT_COMMENT: { touchClass: 'care', medium: 'comment' },
  TO_CHAT: { touchClass: 'care', medium: 'chat' },
  REPURCHASE: { touchClass: 'service', medium: 'chat' },
  SOP_SOFT: { touchClass: null, medium: 'chat' },
  GAP: { touchClass: 'care', medium: 'chat' },
  PATROL: { touchClass: 'care', medium: 'none' },
  SURPRISE: { touchClass: 'care', medium: 'chat' },
  LIKE: { touchClass: 'care', medium: 'like' },
  REFERRAL: { touchClass: 'promo', medium: 'chat' },
  NPS: { touchClass: 'service', medium: 'chat' },
  PROMO: { touchClass: 'promo', medium: 'chat' },
  CARD_FIX: { touchClass: 'admin', medium: 'none' },
};

const obligations: ReadonlySet<PlanItemKind> = new Set([
  'PROMISE',
  'REPLY',
  'SERVICE',
  'HANDOVER',
  'APPT',
  'SOP_HARD',
]);
const asked: ReadonlySet<PlanItemKind> = new Set(['PROMISE', 'REPLY', 'SERVICE', 'APPT']);

/** The class of a kind; of a SOP step that of the step, which the caller knows. */
export function classOfKind(kind: PlanItemKind, ofStep: TouchClass = 'care'): PlanClass {
  return traits[kind].touchClass ?? ofStep;
}

export function mediumOfKind(kind: PlanItemKind): Medium {
  return traits[kind].medium;
}

/** Lane 0 of R7: always listed, whatever else the day holds. */
export function isObligation(kind: PlanItemKind): boolean {
  return obligations.has(kind);
}

/** Service the customer asked for is never filtered (R3). */
export function isAsked(kind: PlanItemKind): boolean {
  return asked.has(kind);
}

export function isSopStep(kind: PlanItemKind): kind is 'SOP_HARD' | 'SOP_SOFT' {
  return kind === 'SOP_HARD' || kind === 'SOP_SOFT';
}

/** Of service, only these were not asked for: they count as proactive conversations (R4). */
export const proactiveServiceKinds = ['NPS', 'REPURCHASE'] as const satisfies readonly PlanItemKind[];
