/** A campaign of one offer for chosen customers (practices.md D08): what it would be, and what becomes of it. */
import type { CampaignPreview, CampaignView } from '#shared/contract/campaign.ts';
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { Campaign } from '#shared/domain/entity/campaign.ts';
import { offerStateOf } from '#shared/domain/offer-state.ts';
import {
  campaignDays,
  needsApproval,
  pickRecipients,
  type CampaignPick,
} from '#shared/domain/plan/campaign.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { createIdSequence, uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import {
  countWaiting,
  findOffer,
  listCampaignFigures,
  listCampaigns,
  listPlannedFor,
  listRecipients,
  type CampaignFigures,
} from '../db/repository/campaign.ts';
import { listOwnBooks, loadPersonNames, loadSettings } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { findMeta } from '../db/meta.ts';
import { planInputSteps } from '../db/repository/plan-input.ts';
import { inSlices } from '../in-slices.ts';
import type { LocalWrite } from '../local-write.ts';

interface Chosen {
  ids: readonly string[];
  contentId: string;
}

/** A mutation holds at most 2,000 writes. */
const writesPerMutation = 1_500;
/** Names shown for each reason. */
const shownNames = 3;

export function createCampaignService(context: CoreContext) {
  const { db, mutator, clock, identity, userScopeId } = context;
  const index = createCustomerIndex(db);

  /** Campaigns planned before this instant are over. */
  function openFrom(): string {
    return startOfDate(addDays(dateOf(clock.now()), -loadSettings(db)['campaign.days']));
  }

  async function workOut({ ids, contentId }: Chosen) {
    const planOn = dateOf(clock.now());
    const offer = findOffer(db, contentId);
    if (!offer) throw new CoreError('NOT_FOUND', 'content_item');
    const state = offerStateOf(offer, planOn);
    if (state !== null && state !== 'running') throw new CoreError('REFUSED', 'OFFER_NOT_RUNNING');
    const bookIds = listOwnBooks(db, identity.personId).map(({ id }) => id);
    await inSlices(index.refreshSteps());
    const input = await inSlices(planInputSteps(db, { bookIds, planOn, now: clock.now() }));
    const asked = new Set(ids);
    const customers = input.customers.filter(({ id }) => asked.has(id));
    const planned = listPlannedFor(db, contentId, openFrom());
    const customersOf = (rows: typeof planned) => new Set(rows.map(({ customerId }) => customerId as string));
    // What a former owner asked for nobody answers any more.
    const waiting = customersOf(
      planned.filter(
        ({ closedAt, isAsked, approvedBy, createdBy }) =>
          closedAt === null && (!isAsked || approvedBy !== null || createdBy === identity.personId),
      ),
    );
    const told = customersOf(planned.filter(({ outcome }) => outcome === 'sent' || outcome === 'skipped'));
    const picked = pickRecipients(customers, { contentId, waiting, told }, input);
    const recipients = picked.kept.length;
    const unasked = planned.filter((row) => !row.isAsked && row.createdBy === identity.personId).length;
    const ahead = countWaiting(db, openFrom());
    const preview: CampaignPreview = {
      chosen: asked.size,
      missing: asked.size - customers.length,
      removed: reasonsOf(picked.removed),
      recipients,
      ahead,
      days: campaignDays(recipients + ahead, input),
      offerToOn: offer.offerToOn,
      limit: input.settings['campaign.approvalAbove'],
      unasked,
      needsApproval: needsApproval({ recipients, unasked }, input.settings),
    };
    const bookOf = new Map(customers.map(({ id, bookId }) => [id, bookId]));
    return { preview, recipients: picked.kept.map((id) => ({ id, bookId: bookOf.get(id)! })) };
  }

  function reasonsOf(removed: CampaignPick['removed']): CampaignPreview['removed'] {
    const byCode = [...Map.groupBy(removed, ({ code }) => code)].toSorted(
      ([, a], [, b]) => b.length - a.length,
    );
    return byCode.map(([code, those]) => {
      const first = those.slice(0, shownNames).map(({ customerId }) => customerId);
      const names = db.raw<{ name: string }>(
        `SELECT name FROM customer WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name`,
        JSON.stringify(first),
      );
      return { code, customers: those.length, names: names.map(({ name }) => name) };
    });
  }

  function write(name: string, writes: readonly LocalWrite[]): void {
    db.transaction(() => {
      for (let at = 0; at < writes.length; at += writesPerMutation)
        mutator.mutate(name, writes.slice(at, at + writesPerMutation), { joins: true });
    });
  }

  const patch = (
    entity: 'campaign' | 'campaign_recipient',
    id: string,
    fields: Record<string, unknown>,
  ): LocalWrite => ({ op: 'patch', entity, id, fields });

  function findOwn(id: string): Campaign | undefined {
    return listCampaigns(db).find((row) => row.id === id);
  }

  /** Asked for and not approved, and every customer went to somebody else before that. */
  function hasMovedAway(row: Campaign): boolean {
    return (
      row.isAsked &&
      row.decision !== 'approved' &&
      row.stoppedAt === null &&
      listRecipients(db, row.id).length === 0 &&
      findMeta(db, 'first_download_at') !== undefined
    );
  }

  function withoutRecipients({ id, contentId }: Campaign): CampaignFigures[] {
    const offer = findOffer(db, contentId);
    if (!offer) return [];
    const nobody = { approved: 0, sent: 0, skipped: 0, waiting: 0, lastClosedAt: null };
    return [{ id, contentId, title: offer.title, offerToOn: offer.offerToOn, isAsked: 1, ...nobody }];
  }

  return {
    preview: async (chosen: Chosen): Promise<CampaignPreview> => (await workOut(chosen)).preview,

    async plan(chosen: Chosen): Promise<CampaignPreview & { id: string }> {
      const { preview, recipients } = await workOut(chosen);
      if (recipients.length === 0) throw new CoreError('REFUSED', 'NO_RECIPIENTS');
      const { contentId } = chosen;
      const id = uuidv7(clock);
      const nextId = createIdSequence(clock);
      const isAsked = preview.needsApproval;
      const keptOut = preview.removed.reduce((sum, { customers }) => sum + customers, 0);
      const undecided = { decision: null, decidedAt: null, decidedBy: null, decisionReason: '' };
      const fields = { contentId, keptOut, isAsked, ...undecided, stoppedAt: null };
      write('campaign.plan', [
        { op: 'insert', entity: 'campaign', id, scope: userScopeId, fields },
        ...recipients.map(({ id: customerId, bookId }): LocalWrite => ({
          op: 'insert',
          entity: 'campaign_recipient',
          id: nextId(),
          scope: bookId,
          fields: {
            ...{ customerId, campaignId: id, contentId, isAsked },
            ...{ approvedBy: null, closedAt: null, outcome: null },
          },
        })),
      ]);
      return { ...preview, id };
    },

    list(): CampaignView[] {
      const today = dateOf(clock.now());
      const own = new Map(listCampaigns(db).map((row) => [row.id as string, row]));
      const people = loadPersonNames(db);
      const pending = context.pendingIds('campaign');
      const asked = { from: openFrom(), closedFrom: startOfDate(today), on: today };
      const shown = listCampaignFigures(db, asked);
      const left = [...own.values()].filter(
        (row) => row.createdAt >= asked.from && !shown.some(({ id }) => id === row.id) && hasMovedAway(row),
      );
      return [...shown, ...left.flatMap(withoutRecipients)].flatMap((figures) => {
        const row = own.get(figures.id);
        const state = stateOf(figures, row);
        if (!row && state === 'asked') return [];
        const view: CampaignView = {
          id: figures.id,
          title: figures.title,
          offerToOn: figures.offerToOn,
          state,
          sent: figures.sent,
          waiting: figures.waiting,
          removed: figures.skipped + (row?.keptOut ?? 0),
          decision: row?.decision ?? null,
          decidedBy: (row?.decidedBy && people.get(row.decidedBy)) ?? '',
          decisionReason: row?.decisionReason ?? '',
          isInherited: row === undefined,
          pending: pending.has(figures.id),
        };
        return [view];
      });
    },

    stop(id: string): void {
      const open = listRecipients(db, id).filter(({ closedAt }) => closedAt === null);
      const own = findOwn(id);
      if (open.length === 0 && !(own && hasMovedAway(own))) throw new CoreError('NOT_FOUND', 'campaign');
      const at = instantOf(clock);
      write('campaign.stop', [
        ...(own ? [patch('campaign', id, { stoppedAt: at })] : []),
        ...open.map((row) => patch('campaign_recipient', row.id, { closedAt: at, outcome: 'stopped' })),
      ]);
    },

    resume(id: string): void {
      const stopped = listRecipients(db, id).filter(({ outcome }) => outcome === 'stopped');
      const own = findOwn(id);
      if (stopped.length === 0 && !own?.stoppedAt) throw new CoreError('NOT_FOUND', 'campaign');
      const last = stopped.reduce((at, { closedAt }) => (closedAt! > at ? closedAt! : at), '');
      write('campaign.resume', [
        ...(own && own.stoppedAt !== null ? [patch('campaign', id, { stoppedAt: null })] : []),
        ...stopped
          .filter(({ closedAt }) => closedAt === last)
          .map((row) => patch('campaign_recipient', row.id, { closedAt: null, outcome: null })),
      ]);
    },

    takeBack(id: string): void {
      if (!findOwn(id)) throw new CoreError('NOT_FOUND', 'campaign');
      const fields = { deletedAt: instantOf(clock) };
      write('campaign.takeBack', [
        patch('campaign', id, fields),
        ...listRecipients(db, id).map((row) => patch('campaign_recipient', row.id, fields)),
      ]);
    },
  };
}

function stateOf(
  { isAsked, approved, waiting }: CampaignFigures,
  own: Campaign | undefined,
): CampaignView['state'] {
  if (isAsked === 1 && approved === 0) {
    if (own?.decision === 'refused') return 'refused';
    return own && waiting === 0 ? 'moved' : 'asked';
  }
  return waiting > 0 ? 'running' : 'ended';
}
