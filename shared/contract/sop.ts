/** The company's SOPs (online through core: leads look, admins change), and those a customer is on. */
import { z } from 'zod';
import { sopLeaveReasons } from '../domain/entity/care.ts';
import { sopPurposes, sopTriggers } from '../domain/entity/company.ts';
import * as protocol from '../protocol/sop.ts';
import { base } from './base.ts';

export const sopEnrolmentView = z.object({
  code: z.string(),
  name: z.string(),
  purpose: z.enum(sopPurposes),
  /** `hand`: the rep began it. */
  trigger: z.enum(sopTriggers),
  edition: z.int(),
  startedOn: z.string(),
  /** Null where nothing of it is left to do. */
  next: z.object({ title: z.string(), dueOn: z.string() }).nullable(),
  done: z.int(),
  steps: z.int(),
  /** It gives way to others: one per purpose, two in total. */
  isWaiting: z.boolean(),
  pending: z.boolean(),
});
export type SopEnrolmentView = z.infer<typeof sopEnrolmentView>;

/** A SOP the customer may be put on by hand. */
export const sopOption = z.object({
  code: z.string(),
  name: z.string(),
  purpose: z.enum(sopPurposes),
  steps: z.int(),
});

export const customerSops = z.object({
  running: z.array(sopEnrolmentView),
  options: z.array(sopOption),
  /** How many run at a time. */
  most: z.int(),
});
export type CustomerSops = z.infer<typeof customerSops>;

const customer = z.object({ customerId: z.guid() });

export const sopContract = {
  list: base.output(protocol.sopListResponse),
  /** How many customers of the company a saved view means now; no SOP needs to be there yet. */
  audience: base.input(protocol.sopAudienceRequest).output(protocol.sopAudienceCount),
  /** SERVER STALE where somebody else has changed it. The rows are here when this resolves, or with the next round. */
  change: base.input(protocol.sopChange).output(protocol.sopChangeResponse),
  ofCustomer: base.input(customer).output(customerSops),
  /** REFUSED SOP_RUNNING where the customer is on it, SOP_RETIRED where it takes nobody in. */
  enrol: base.input(customer.extend({ code: z.string() })).output(z.object({ startedOn: z.string() })),
  /** Out of one that runs; a decision of one's own says why. */
  leave: base
    .input(
      customer.extend({
        code: z.string(),
        startedOn: z.iso.date(),
        reason: z.enum(sopLeaveReasons),
        note: z.string().trim().max(500),
      }),
    )
    .output(z.void()),
  /** The undo of leave. */
  comeBack: base.input(customer.extend({ code: z.string(), startedOn: z.iso.date() })).output(z.void()),
  /** The undo of enrol. */
  takeBack: base.input(customer.extend({ code: z.string(), startedOn: z.iso.date() })).output(z.void()),
};
