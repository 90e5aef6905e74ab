/** A campaign: one offer of the library for customers a person has chosen (practices.md D08). The program sends nothing. */
import type { CustomerId, Id, PersonId } from '../id.ts';
import { boolean, choice, id, instant, integer, nullable, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

export const campaignDecisions = ['approved', 'refused'] as const;
export type CampaignDecision = (typeof campaignDecisions)[number];

/** What was planned, and what the lead said of it. Whom it is for is in {@link campaignRecipient}. */
export const campaign = defineEntity({
  name: 'campaign',
  scope: 'user',
  write: 'patch',
  since: 4,
  columns: {
    /** Of the offer. */
    contentId: id<Id<'content_item'>>(),
    /** Chosen customers whom a rule kept out when it was planned. */
    keptOut: integer(0, 50_000),
    /** For more recipients than may be planned alone: it waits for a lead. */
    isAsked: boolean(),
    /** By a command of the lead alone, with the reason of a refusal. */
    decision: nullable(choice(campaignDecisions)),
    decidedAt: nullable(instant()),
    decidedBy: nullable(id<PersonId>()),
    decisionReason: text(500),
    stoppedAt: nullable(instant({ patch: true })),
  },
});

/** `sent`: the item of the list was done. `skipped`: settled without it. `stopped`: with the campaign. */
export const recipientOutcomes = ['sent', 'skipped', 'stopped'] as const;

/**
 * That a customer is meant by a campaign. It goes where the customer goes, so it says itself which offer, and whether
 * it may be told: not asked for, or approved by.
 */
export const campaignRecipient = defineEntity({
  name: 'campaign_recipient',
  scope: 'book',
  write: 'patch',
  since: 4,
  columns: {
    customerId: id<CustomerId>(),
    campaignId: id<Id<'campaign'>>(),
    contentId: id<Id<'content_item'>>(),
    isAsked: boolean(),
    /** By a command of the lead alone. */
    approvedBy: nullable(id<PersonId>()),
    closedAt: nullable(instant({ patch: true })),
    outcome: nullable(choice(recipientOutcomes, { patch: true })),
  },
});

export type Campaign = Row<typeof campaign>;
export type CampaignRecipient = Row<typeof campaignRecipient>;
