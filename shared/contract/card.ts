/** What hangs on the card: needs, interests, people around the customer. */
import { z } from 'zod';
import { interestKinds } from '../domain/entity/profile.ts';
import { base } from './base.ts';

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
