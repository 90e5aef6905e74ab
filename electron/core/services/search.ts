/** Search over everything a rep has on the device (rules.md R18). */
import type { hitFields, SearchAnswer } from '#shared/contract/search.ts';
import { excerptOf } from '#shared/domain/search/excerpt.ts';
import type { ContentItem } from '#shared/domain/entity/company.ts';
import type { CoreContext } from '../core-context.ts';
import { findMeta } from '../db/meta.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { phoneTail } from '../db/repository/customer-list.ts';
import { wordsOf } from '../db/repository/gram.ts';
import { findCustomers, type FoundCustomer } from '../db/repository/search-customer.ts';
import { findEntries } from '../db/repository/search-entry.ts';
import { fold } from '../db/repository/search-text.ts';
import { isSpelled } from '../db/repository/spelling.ts';
import { createTextIndex } from '../db/repository/text-index.ts';

type HitField = (typeof hitFields)[number];

/** What was just written is found at once; a whole book is taken in between the calls. */
const catchUpMs = 8;

export function createSearchService({ db }: CoreContext) {
  const names = createCustomerIndex(db);
  const texts = createTextIndex(db);

  return {
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

/** The best reason a customer was found for: a lower rank is better. */
function hitOf(
  row: FoundCustomer,
  words: readonly string[],
  typed: string,
): { rank: number; field: HitField; hit: SearchAnswer['entries'][number]['hit'] } {
  const whole = words.join('');
  const plain = (rank: number, field: HitField, text: string) => ({
    rank,
    field,
    hit: excerptOf(text, [whole, ...words], fold),
  });
  const name = fold(row.name);
  const [spelledName = ''] = row.spelling.split('\n');
  if (name === whole) return plain(0, 'name', row.name);
  if (name.startsWith(whole)) return plain(1, 'name', row.name);
  if (isSpelledFromStart(spelledName, whole)) return plain(2, 'name', row.name);
  if (name.includes(whole)) return plain(3, 'name', row.name);
  const tail = phoneTail(typed);
  if (tail && row.phones.includes(`${tail};`)) {
    return { rank: 4, field: 'phone', hit: { text: `…${tail}`, marks: [{ from: 1, to: tail.length + 1 }] } };
  }
  if (fold(row.nickname).includes(whole)) return plain(4, 'nickname', row.nickname);
  if (isSpelled(spelledName, whole)) return plain(5, 'name', row.name);
  if (
    row.spelling
      .split('\n')
      .slice(1)
      .some((spelling) => isSpelled(spelling, whole))
  ) {
    return plain(5, 'nickname', row.nickname);
  }
  if (whole.length >= 3 && row.wechat.includes(whole)) {
    return plain(5, 'wechat', row.wechat.split('\n').find((id) => id.includes(whole)) ?? '');
  }
  if (fold(row.company).includes(whole)) return plain(6, 'company', row.company);
  const tag = row.tags.split('\n').find((each) => words.some((word) => each.includes(word)));
  if (tag) return plain(7, 'tag', tag);
  return plain(8, 'company', row.company);
}

/** The first unit takes part. */
function isSpelledFromStart(spelling: string, word: string): boolean {
  const [first] = spelling;
  const second = /^\p{Script=Han}/u.test(spelling) ? spelling[1] : undefined;
  return (word[0] === first || word[0] === second) && isSpelled(spelling, word);
}
