/** The company's library on the device: texts to copy, and the SOPs. */
import type { z } from 'zod';
import type { contentItemView, sopView } from '#shared/contract/company.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { ContentItem, Sop } from '#shared/domain/entity/company.ts';
import { withTags } from '#shared/domain/segment/segment.ts';
import { saveOfferResponse, type SaveOfferRequest } from '#shared/protocol/content.ts';
import type { CoreContext } from '../core-context.ts';
import { loadDictionaryNames, loadSops } from '../db/repository/company-data.ts';
import { fold } from '../db/repository/search-text.ts';

export function createContentService({ db, clock, server, syncLoop }: CoreContext) {
  return {
    /** In the library's order. A search looks into title, body and the customer's question. */
    list(filter: {
      search?: string | undefined;
      kind?: ContentItem['kind'] | undefined;
    }): z.infer<typeof contentItemView>[] {
      const wanted = fold(filter.search ?? '');
      const { meantBy } = loadDictionaryNames(db);
      return db
        .raw<ContentItem>(`SELECT * FROM content_item WHERE deleted_at IS NULL ORDER BY ordinal, title, id`)
        .filter(
          (item) =>
            (!filter.kind || item.kind === filter.kind) &&
            (wanted === '' || fold(`${item.title}\n${item.body}\n${item.concern}`).includes(wanted)),
        )
        .map(({ id, kind, title, body, concern, offerFromOn, offerToOn, offerTag, version, ...offer }) => ({
          id,
          kind,
          title,
          body,
          concern,
          offerFromOn,
          offerToOn,
          offerTag: meantBy(offerTag),
          offerTiers: offer.offerTiers,
          offerProduct: offer.offerProduct,
          offerFor: offer.offerFor && {
            ...offer.offerFor,
            segment: withTags(offer.offerFor.segment, meantBy),
          },
          version,
        }));
    },

    async saveOffer(request: SaveOfferRequest): Promise<{ id: string }> {
      const saved = await server.post('/v1/content/save-offer', request, saveOfferResponse);
      await syncLoop.now();
      return saved;
    },

    /** The edition of each SOP for who starts today; without those that have retired. */
    sops(): z.infer<typeof sopView>[] {
      const current = new Map<string, Sop>();
      const today = dateOf(clock.now());
      const rows = loadSops(db);
      for (const sop of rows) {
        if (sop.fromOn === null || sop.fromOn <= today || !current.has(sop.code)) current.set(sop.code, sop);
      }
      for (const { code, retiredAt } of rows) if (retiredAt !== null) current.delete(code);
      return [...current.values()].map(({ id, code, name, purpose, edition, steps }) => ({
        id,
        code,
        name,
        purpose,
        edition,
        steps,
      }));
    },
  };
}
