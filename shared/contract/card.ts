/** What hangs on the card: needs, interests, people around the customer. */
import { z } from 'zod';
import {
  profileCues,
  qualityGrades,
  sources,
  touchClasses,
  touchKinds,
  trustStages,
} from '../domain/entity/book.ts';
import { endorsementKinds, interestKinds } from '../domain/entity/profile.ts';
import { apartReasons, valueTiers } from '../domain/entity/tier-check.ts';
import { duplicateSigns } from '../domain/card/duplicate.ts';
import { trustSigns } from '../domain/plan/trust-stage.ts';
import { base } from './base.ts';
import { dealInsight } from './deal.ts';

export const needView = z.object({
  id: z.guid(),
  body: z.string(),
  status: z.enum(['open', 'answered']),
  answeredAt: z.string().nullable(),
  createdAt: z.string(),
  pending: z.boolean(),
});
export type NeedView = z.infer<typeof needView>;

export const interestView = z.object({
  topic: z.string(),
  kind: z.enum(interestKinds),
  sightings: z.int(),
  lastSeenAt: z.string(),
  /** 1 per sighting, half of it after every half-life. */
  strength: z.number(),
  level: z.enum(['strong', 'alive', 'faded']),
  pending: z.boolean(),
  /** Of one of its sightings: somebody must decide between two values. */
  conflictId: z.guid().nullable(),
});
export type InterestView = z.infer<typeof interestView>;

const relationFields = z.object({
  role: z.string().trim().min(1).max(50),
  name: z.string().trim().max(100),
  remark: z.string().trim().max(500),
});
export type RelationFields = z.infer<typeof relationFields>;

export const relationView = relationFields.extend({ id: z.guid(), pending: z.boolean() });
export type RelationView = z.infer<typeof relationView>;

const duplicateLine = z.object({ id: z.guid(), name: z.string(), company: z.string(), city: z.string() });
/** Two cards that are likely the same person: the older one, the newer one, and what they share. */
export const duplicateView = z.object({
  a: duplicateLine,
  b: duplicateLine,
  score: z.int(),
  signs: z.array(z.enum(duplicateSigns)),
});
export type DuplicateView = z.infer<typeof duplicateView>;

const triageAnswers = z.object({
  intent: z.int().min(0).max(3),
  intentProduct: z.string().trim().max(200),
  intentBasis: z.enum(['stated', 'inferred']).nullable(),
  intentNote: z.string().trim().max(500),
  source: z.enum(sources),
});
export const triageFields = triageAnswers.extend({
  cue: z.enum(profileCues),
  /** Absent: the grade of the rule. */
  grade: z.enum(qualityGrades).optional(),
});
export type TriageFields = z.infer<typeof triageFields>;

export const triageState = triageAnswers.extend({
  cue: z.enum(profileCues).nullable(),
  grade: z.enum(qualityGrades).nullable(),
  intentAt: z.string().nullable(),
  triagedAt: z.string().nullable(),
});
export type TriageState = z.infer<typeof triageState>;

export const endorsementFields = z
  .object({
    kind: z.enum(endorsementKinds),
    score: z.int().min(0).max(10).nullable(),
    isPaid: z.boolean(),
    body: z.string().trim().max(500),
    happenedOn: z.iso.date(),
  })
  .refine(({ kind, score }) => (kind === 'nps') === (score !== null), { path: ['score'] })
  .refine(({ kind, body }) => kind === 'nps' || body !== '', { path: ['body'] });
export type EndorsementFields = z.infer<typeof endorsementFields>;

const span = z.object({ fromOn: z.string(), toOn: z.string() });
const tierPart = z.object({ rank: z.int(), value: z.int() });

/** Since when and why the customer has the tier it has (rules.md R1). */
const tierInsight = z.object({
  /** The change that brought the tier; null where none is known. */
  change: z
    .object({
      at: z.string(),
      from: z.string(),
      reason: z.string(),
      byRule: z.boolean(),
      byName: z.string().nullable(),
    })
    .nullable(),
  /** A person decided: up to which day that holds. `isOver`: the next check works it out again. */
  override: z.object({ endsOn: z.string(), isOver: z.boolean() }).nullable(),
  /** The first day on which a new customer is new no more. */
  newUntil: z.string().nullable(),
  /** What the last check said; null before the first one. `rank`: by value alone; ranks of the parts 0–100. */
  check: z
    .object({
      checkedOn: z.string(),
      rank: z.enum(valueTiers).nullable(),
      apart: z.enum(apartReasons).nullable(),
      place: z.int().nullable(),
      placeOf: z.int().nullable(),
      score: z.int().nullable(),
      parts: z
        .object({
          margin: tierPart,
          deal: tierPart,
          engagement: tierPart,
          referrals: tierPart,
          source: z.int(),
        })
        .nullable(),
    })
    .nullable(),
  weights: z.object({
    margin: z.number(),
    deal: z.number(),
    source: z.number(),
    engagement: z.number(),
    referrals: z.number(),
  }),
  /** The Monday of the next check, and the tier the customer falls to then if nothing changes. */
  nextOn: z.string(),
  fallsTo: z.enum(valueTiers).nullable(),
});

export const plannedKinds = ['promise', 'appointment', 'keyDate', 'next'] as const;

/** The figures of a card that are worked out from its rows, as of now. */
export const cardInsight = z.object({
  trust: z.object({
    /** What the signs alone speak for. */
    bySigns: z.enum(trustStages),
    evidence: z.array(
      z.object({ sign: z.enum(trustSigns), stage: z.enum(['approved', 'committed']), isMet: z.boolean() }),
    ),
    /** Signs of a stage that must hold together. */
    needed: z.int(),
    downgrade: z.enum(['COMPLAINT_OPEN', 'SILENCE']).nullable(),
    /** A person's decision that stands. */
    manual: z.object({ reason: z.string(), at: z.string(), byName: z.string().nullable() }).nullable(),
    /** Scores they gave and friends they brought, the newest first. */
    endorsements: z.array(endorsementFields.extend({ id: z.guid(), pending: z.boolean() })),
  }),
  tier: tierInsight,
  deals: dealInsight,
  cadence: z.object({
    fromOn: z.string(),
    today: z.string(),
    toOn: z.string(),
    touches: z.array(
      z.object({
        id: z.guid(),
        on: z.string(),
        at: z.string(),
        kind: z.enum(touchKinds),
        touchClass: z.enum(touchClasses),
      }),
    ),
    planned: z.array(z.object({ on: z.string(), kind: z.enum(plannedKinds), text: z.string() })),
    /** Whether a person set the next touch, and why. */
    next: z.object({ byHand: z.boolean(), reason: z.string() }),
    gaps: z.array(span.extend({ days: z.int() })),
    clusters: z.array(span.extend({ touches: z.int() })),
    /** Days between talks the rhythm allows at most, and talks in 7 days the guard allows. */
    gapDays: z.number(),
    clusterTouches: z.int(),
  }),
  /** The intent of a new customer is not known, and for how many hours at most that is all right (B03). */
  triage: z.object({ isLate: z.boolean(), hours: z.number() }),
  ledger: z.object({ careSince: z.int(), lastPromoAt: z.string().nullable() }),
  value: z.object({
    orders: z.int(),
    paidFen: z.int(),
    marginFen: z.int(),
    /** Orders whose margin is known. */
    withMargin: z.int(),
    firstOn: z.string().nullable(),
    /** Balance of the member points; null = not known. */
    points: z.int().nullable(),
    latest: z.array(
      z.object({
        id: z.guid(),
        product: z.string(),
        quantity: z.int(),
        paidFen: z.int(),
        marginFen: z.int(),
        orderedOn: z.string(),
        orderNo: z.string(),
        pending: z.boolean(),
      }),
    ),
  }),
  /** What the device knows of whose customer this was, the first one first. `name` null: a person it does not know. */
  owners: z.array(
    z.object({ how: z.enum(['made', 'moved', 'received']), name: z.string().nullable(), at: z.string() }),
  ),
});
export type CardInsight = z.infer<typeof cardInsight>;

const id = z.object({ id: z.guid() });
const ids = z.object({ ids: z.array(z.guid()).max(500) });
const customerId = z.object({ customerId: z.guid() });
const needBody = z.string().trim().min(1).max(500);

export const needContract = {
  create: base.input(customerId.extend({ body: needBody })).output(id),
  patch: base.input(id.extend({ body: needBody })).output(z.void()),
  setStatus: base.input(id.extend({ status: z.enum(['open', 'answered']) })).output(z.void()),
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
};

export const interestContract = {
  /** One more sighting of a topic, new or known. */
  see: base
    .input(customerId.extend({ topic: z.string().trim().min(1).max(50), kind: z.enum(interestKinds) }))
    .output(id),
  /** A topic with all its sightings; `ids`: what was taken away, for the undo. */
  remove: base.input(customerId.extend({ topic: z.string().trim().min(1).max(50) })).output(ids),
  delete: base.input(ids).output(z.void()),
  restore: base.input(ids).output(z.void()),
};

export const relationContract = {
  create: base.input(customerId.extend({ relation: relationFields })).output(id),
  patch: base.input(id.extend({ relation: relationFields })).output(z.void()),
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
};

export const endorsementContract = {
  create: base.input(customerId.extend({ endorsement: endorsementFields })).output(id),
  patch: base.input(id.extend({ endorsement: endorsementFields })).output(z.void()),
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
};
