/** Customers found by what names them. */
import type { Tier } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';
import { phoneTail } from './customer-list.ts';
import { isSpelled, spellingPattern } from './spelling.ts';

export interface FoundCustomer {
  id: string;
  name: string;
  nickname: string;
  addressAs: string;
  company: string;
  city: string;
  tier: Tier;
  haystack: string;
  spelling: string;
  phones: string;
  wechat: string;
  tags: string;
  lastContactAt: string | null;
}

const columns = `c.id, c.name, c.nickname, c.address_as, c.company, c.city, c.tier, s.haystack, s.spelling, s.phones,
  s.wechat, s.tags, max(coalesce(a.last_contact_at, ''), coalesce(a.last_comment_at, '')) AS last_contact_at`;
const joins = `JOIN customer c ON c.id = f.customer_id JOIN customer_search s ON s.customer_id = f.customer_id
  LEFT JOIN customer_activity a ON a.customer_id = f.customer_id WHERE c.deleted_at IS NULL`;

/** Above this many the best are taken by a rough order before they are looked at closely. */
const candidates = 120;

/** Folded words that all have to be there, and the text as typed, for the end of a phone number. Roughly the best first. */
export function findCustomers(db: LocalDb, words: readonly string[], typed: string): FoundCustomer[] {
  const whole = words.join('');
  const found = byText(db, words, whole, phoneTail(typed));
  // Characters alone are found as they stand; only letters can be part of a spelling.
  if (found.length >= candidates || whole.length < 2 || !/[a-z]/.test(whole)) return found;
  const present = new Set(found.map((row) => row.id));
  return [...found, ...bySpelling(db, whole).filter((row) => !present.has(row.id))];
}

/** Characters, pinyin or initials in a row, WeChat id, phone tail, tag. */
function byText(
  db: LocalDb,
  words: readonly string[],
  whole: string,
  tail: string | undefined,
): FoundCustomer[] {
  const params: unknown[] = [whole, whole, whole];
  const each = words.map((word) => {
    params.push(word, word);
    return '(instr(haystack, ?) OR instr(tags, ?))';
  });
  const conditions = ['instr(haystack, ?)', `(${each.join(' AND ')})`];
  const conditionParams: unknown[] = [whole, ...params.splice(3)];
  if (whole.length >= 3) {
    conditions.push('instr(wechat, ?)');
    conditionParams.push(whole);
  }
  if (tail) {
    conditions.push('instr(phones, ?)');
    conditionParams.push(`${tail};`);
  }
  return db.raw<FoundCustomer>(
    `WITH f AS MATERIALIZED (
       SELECT customer_id, CASE WHEN instr(haystack, ?) = 1 THEN 0 WHEN instr(haystack, char(10) || ?) THEN 1
         WHEN instr(haystack, ?) THEN 2 ELSE 3 END AS rank
       FROM customer_search WHERE ${conditions.join(' OR ')}
       ORDER BY rank LIMIT 4000)
     SELECT ${columns} FROM f ${joins} ORDER BY f.rank, last_contact_at DESC, c.id LIMIT ${candidates}`,
    ...params,
    ...conditionParams,
  );
}

function bySpelling(db: LocalDb, whole: string): FoundCustomer[] {
  return db
    .raw<FoundCustomer>(
      String.raw`WITH f AS MATERIALIZED (
         SELECT customer_id FROM customer_search WHERE spelling LIKE ? ESCAPE '\' LIMIT 2000)
       SELECT ${columns} FROM f ${joins} ORDER BY last_contact_at DESC, c.id`,
      spellingPattern(whole),
    )
    .filter((row) => row.spelling.split('\n').some((spelling) => isSpelled(spelling, whole)));
}
