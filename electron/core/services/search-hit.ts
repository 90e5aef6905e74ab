/** Why a customer was found, and where the words stand. The same for the palette and for the list. */
import type { hitFields, SearchAnswer } from '#shared/contract/search.ts';
import { excerptOf } from '#shared/domain/search/excerpt.ts';
import { phoneTail } from '../db/repository/customer-list.ts';
import type { FoundCustomer } from '../db/repository/search-customer.ts';
import { fold } from '../db/repository/search-text.ts';
import { spellingOf } from '../db/repository/spelling.ts';
import { isSpelled } from '#shared/domain/search/spelled.ts';

type HitField = (typeof hitFields)[number];

/**
 * The best reason a customer was found for: a lower rank is better. Of a phone or WeChat id nothing is shown that was not
 * typed: a search is no click on the card, and nobody logs it (rules.md R17).
 */
export function hitOf(
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
  if (row.nickname !== '' && isSpelled(spellingOf(row.nickname), whole)) {
    return plain(5, 'nickname', row.nickname);
  }
  const former = row.former?.split('\n').find((line) => line !== '' && isCalled(line, whole));
  if (former !== undefined) return plain(5, 'former', former);
  if (whole.length >= 3 && row.wechat.includes(whole)) {
    return {
      rank: 5,
      field: 'wechat',
      hit: { text: `…${whole}…`, marks: [{ from: 1, to: whole.length + 1 }] },
    };
  }
  if (fold(row.company).includes(whole)) return plain(6, 'company', row.company);
  const tag = row.tags.split('\n').find((each) => words.some((word) => each.includes(word)));
  if (tag) return plain(7, 'tag', tag);
  return plain(8, 'company', row.company);
}

function isCalled(text: string, word: string): boolean {
  return fold(text).includes(word) || isSpelled(spellingOf(text), word);
}

/** The first unit takes part. */
function isSpelledFromStart(spelling: string, word: string): boolean {
  const [first] = spelling;
  const second = /^\p{Script=Han}/u.test(spelling) ? spelling[1] : undefined;
  return (word[0] === first || word[0] === second) && isSpelled(spelling, word);
}
