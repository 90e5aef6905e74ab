/** The search box of the list: everybody the palette would find, by name or by anything written about them. */
import type { CustomerLine } from '#shared/contract/customer.ts';
import { excerptOf } from '#shared/domain/search/excerpt.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findMeta } from '../db/meta.ts';
import { wordsOf } from '../db/repository/gram.ts';
import { listNamedIds, loadFoundCustomers } from '../db/repository/search-customer.ts';
import { findWrittenAbout } from '../db/repository/search-entry.ts';
import { fold } from '../db/repository/search-text.ts';
import { createTextIndex } from '../db/repository/text-index.ts';
import { catchUpMs } from './search.ts';
import { hitOf } from './search-hit.ts';

export interface ListSearch {
  /** Everybody found; undefined where nothing is looked for. */
  ids: ReadonlySet<string> | undefined;
  /** Somebody of long ago may be missing: more was written with these words than is looked at. */
  isPartial: boolean;
  /** Why, for some of them. */
  hits(ids: readonly string[]): Map<string, NonNullable<CustomerLine['hit']>>;
}

const nothing: ListSearch = { ids: undefined, isPartial: false, hits: () => new Map() };

export function createListSearch(db: LocalDb) {
  const texts = createTextIndex(db);
  return (typed: string | undefined): ListSearch => {
    const words = wordsOf(typed ?? '');
    if (typed === undefined || words.length === 0) return nothing;
    // Never inside the first download: each page would wait for it.
    if (findMeta(db, 'first_download_at')) texts.work(catchUpMs);
    const named = listNamedIds(db, words, typed);
    const { entries, isPartial } = findWrittenAbout(db, words);
    return {
      ids: new Set([...named, ...entries.keys()]),
      isPartial,
      hits(ids) {
        const found = new Map<string, NonNullable<CustomerLine['hit']>>();
        for (const row of loadFoundCustomers(
          db,
          ids.filter((id) => named.has(id)),
        )) {
          const { field, hit } = hitOf(row, words, typed);
          found.set(row.id, { field, ...hit });
        }
        for (const id of ids) {
          const entry = entries.get(id);
          if (entry && !found.has(id))
            found.set(id, { field: entry.entity, ...excerptOf(entry.text, words, fold) });
        }
        return found;
      },
    };
  };
}
