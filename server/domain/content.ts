/** Offers of the library: leads and admins write them, everybody reads them (rules.md R5; policy `content`). */
import { getEntity } from '#shared/domain/entity/registry.ts';
import type { OfferFields, SaveOfferRequest } from '#shared/protocol/content.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Trx } from '../db/database.ts';
import { findRows, type StoredRow } from '../db/row-store.ts';
import { runCommand, type CommandParts } from './command.ts';
import { openCompanyWriter } from './company-row.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

const entity = getEntity('content_item');

export async function saveOffer(
  parts: CommandParts,
  actor: Principal,
  { id, seenVersion, offer }: SaveOfferRequest,
): Promise<{ id: string }> {
  const { clock } = parts;
  const { companyId } = actor;
  return runCommand(parts, actor, {
    name: 'content.offer',
    action: 'write',
    subject: 'content',
    async run(trx) {
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      const notices = [{ scope: companyId, version: writer.version }];
      if (id === null) {
        if (!offer) throw new Refusal('INVALID', 'a new offer needs its text');
        const newId = uuidv7(clock);
        const ordinal = await nextOrdinal(trx, companyId);
        await writer.insert('content_item', {
          id: newId,
          kind: 'promo',
          concern: '',
          ordinal,
          offerTiers: [],
          offerProduct: '',
          offerFor: null,
          ...columnsOf(offer),
        });
        return { result: { id: newId }, detail: { id: newId, title: offer.title, removed: false }, notices };
      }
      const row = await getOffer(trx, companyId, id);
      if (seenVersion !== undefined && row.version !== seenVersion)
        throw new Refusal('STALE', 'somebody else has changed this offer since');
      const fields = offer ? { ...columnsOf(offer), deletedAt: null } : { deletedAt: instantOf(clock) };
      await writer.change('content_item', row, fields);
      return { result: { id }, detail: { id, title: offer?.title ?? '', removed: offer === null }, notices };
    },
  });
}

/** What an older desktop does not know it leaves as it is. */
function columnsOf({ title, body, fromOn, toOn, tag, tiers, product, segment }: OfferFields) {
  return {
    title: title.trim(),
    body: body.trim(),
    offerFromOn: fromOn,
    offerToOn: toOn,
    offerTag: tag.trim(),
    ...(tiers && { offerTiers: [...new Set(tiers)] }),
    ...(product !== undefined && { offerProduct: product.trim() }),
    ...(segment !== undefined && { offerFor: segment }),
  };
}

/** Of the texts that sell; also one that was taken away, so that it can be put back. */
async function getOffer(trx: Trx, companyId: string, id: string): Promise<StoredRow> {
  const row = (await findRows(trx, entity, companyId, [id])).get(id);
  if (!row || row['kind'] !== 'promo') throw new Refusal('NOT_FOUND', 'no such offer');
  return row;
}

async function nextOrdinal(trx: Trx, companyId: string): Promise<number> {
  const { last } = await trx
    .selectFrom('content_item')
    .select(({ fn }) => fn.max('ordinal').as('last'))
    .where('scopeId', '=', companyId)
    .executeTakeFirstOrThrow();
  return last === null ? 0 : Math.min(100_000, Number(last) + 1);
}
