/** A campaign of one offer for chosen customers, and what stands against it (practices.md D08). */
import { z } from 'zod';
import { campaignDecisions } from '../domain/entity/campaign.ts';
import { campaignCodes } from '../domain/plan/campaign.ts';
import { hiddenCodes } from '../domain/plan/hidden.ts';
import { base } from './base.ts';

const campaignInput = z.object({ ids: z.array(z.guid()).min(1).max(50_000), contentId: z.guid() });

const campaignPreview = z.object({
  chosen: z.int(),
  /** Those no longer on the device, or deleted. */
  missing: z.int(),
  /** Kept out, the most frequent reason first, with a few names. */
  removed: z.array(
    z.object({
      code: z.enum([...hiddenCodes, ...campaignCodes]),
      customers: z.int(),
      names: z.array(z.string()),
    }),
  ),
  /** Whom it would be for. */
  recipients: z.int(),
  /** Those who wait in campaigns already, and come onto the list in between. */
  ahead: z.int(),
  /** Working days until everybody's turn has come at the earliest; null where promo has no room on any day. */
  days: z.object({ days: z.int(), lastOn: z.iso.date(), perDay: z.int() }).nullable(),
  /** Its last day, where the offer has one. */
  offerToOn: z.iso.date().nullable(),
  /** With more than `limit`, those counted for whom the offer was planned without approval lately, a lead has to approve. */
  limit: z.int(),
  unasked: z.int(),
  needsApproval: z.boolean(),
});
export type CampaignPreview = z.infer<typeof campaignPreview>;

const campaignView = z.object({
  id: z.guid(),
  title: z.string(),
  offerToOn: z.iso.date().nullable(),
  /**
   * `asked`: waits for the lead. `refused`: with a reason. `ended`: everybody was told today or settled.
   * `moved`: asked for, and every customer went to somebody else before the lead said anything.
   */
  state: z.enum(['asked', 'refused', 'moved', 'running', 'ended']),
  sent: z.int(),
  waiting: z.int(),
  /** Kept out when it was planned, or settled since without it. */
  removed: z.int(),
  decision: z.enum(campaignDecisions).nullable(),
  decidedBy: z.string(),
  decisionReason: z.string(),
  /** Planned by somebody else who had the customers before. */
  isInherited: z.boolean(),
  pending: z.boolean(),
});
export type CampaignView = z.infer<typeof campaignView>;

const campaignId = z.object({ id: z.guid() });

export const campaignContract = {
  /** NOT_FOUND for what is no offer of the library, REFUSED OFFER_NOT_RUNNING for one that may not be told today. */
  preview: base.input(campaignInput).output(campaignPreview),
  /** As the preview says; REFUSED NO_RECIPIENTS where nobody is left. */
  plan: base.input(campaignInput).output(campaignPreview.extend({ id: z.guid() })),
  /** Those that are not over, the newest first. */
  list: base.output(z.array(campaignView)),
  /** Nobody else is told. NOT_FOUND for a campaign of which nobody waits, but for one that has to be known of only. */
  stop: base.input(campaignId).output(z.void()),
  /** Goes on with those whom the last stop took out. NOT_FOUND where there was none. */
  resume: base.input(campaignId).output(z.void()),
  /** As if it had not been planned. NOT_FOUND where it is not the own one. */
  takeBack: base.input(campaignId).output(z.void()),
};
