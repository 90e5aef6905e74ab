/** Search over everything a rep has on the device (rules.md R18). */
import type { SearchAnswer } from '#shared/contract/search.ts';
import { excerptOf } from '#shared/domain/search/excerpt.ts';
import type { ContentItem } from '#shared/domain/entity/company.ts';
import type { CoreContext } from '../core-context.ts';
import { findMeta } from '../db/meta.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { wordsOf } from '../db/repository/gram.ts';
import { findCustomers } from '../db/repository/search-customer.ts';
import { findEntries } from '../db/repository/search-entry.ts';
import { fold } from '../db/repository/search-text.ts';
import { spellingOf } from '../db/repository/spelling.ts';
import { createTextIndex } from '../db/repository/text-index.ts';
import { hitOf } from './search-hit.ts';

/** What was just written is found at once; a whole book is taken in between the calls. */
export const catchUpMs = 8;

export function createSearchService({ db }: CoreContext) {
  const names = createCustomerIndex(db);
  const texts = createTextIndex(db);

  return {
    spell: (texts: readonly string[]): string[] => texts.map(spellingOf),

    find(text: string, limit: number): SearchAnswer {
      names.refresh();
      // Never inside the first download: each page would wait for it.
      if (findMeta(db, 'first_download_at')) texts.work(catchUpMs);
      const waiting = texts.waiting();
      const words = wordsOf(text);
      if (words.length === 0) return { customers: [], entries: [], content: [], waiting };
      const customers = findCustomers(db, words, text)
        .map((row) => ({ row, ...hitOf(row, words, text) }))
        .sort(
          (a, b) => a.rank - b.rank || (b.row.lastContactAt ?? '').localeCompare(a.row.lastContactAt ?? ''),
        )
        .slice(0, limit);
      return {
        customers: customers.map(({ row, field, hit }) => ({
          id: row.id,
          name: row.name,
          addressAs: row.addressAs,
          company: row.company,
          city: row.city,
          tier: row.tier,
          field,
          hit,
        })),
        entries: findEntries(db, words, limit).map(({ text: body, ...entry }) => ({
          ...entry,
          hit: excerptOf(body, words, fold),
        })),
        content: findContent(words, limit),
        waiting,
      };
    },
  };

  function findContent(words: readonly string[], limit: number): SearchAnswer['content'] {
    const found: SearchAnswer['content'] = [];
    for (const item of db.raw<ContentItem>(
      'SELECT * FROM content_item WHERE deleted_at IS NULL ORDER BY ordinal, title, id',
    )) {
      if (found.length === limit) break;
      const whole = `${item.title} ${item.concern} ${item.body}`;
      const folded = fold(whole);
      if (!words.every((word) => folded.includes(word))) continue;
      const body = fold(item.title).includes(words[0]!) ? item.body : `${item.concern} ${item.body}`;
      found.push({ id: item.id, kind: item.kind, title: item.title, hit: excerptOf(body, words, fold) });
    }
    return found;
  }
}
