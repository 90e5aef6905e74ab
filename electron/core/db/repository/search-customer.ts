/** Customers found by what names them. */
import type { Tier } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';
import { phoneTail } from './customer-list.ts';
import { isSpelled } from '#shared/domain/search/spelled.ts';
import { spellingPattern } from './spelling.ts';

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
  /** Names and nicknames of the cards that became part of this one, one a line; null where none did. */
  former: string | null;
  lastContactAt: string | null;
}

const columns = `c.id, c.name, c.nickname, c.address_as, c.company, c.city, c.tier, s.haystack, s.spelling, s.phones,
  s.wechat, s.tags, (SELECT group_concat(m.name || char(10) || m.nickname, char(10)) FROM card_root r
    JOIN customer m ON m.id = r.customer_id WHERE r.root_id = c.id) AS former,
  max(coalesce(a.last_contact_at, ''), coalesce(a.last_comment_at, '')) AS last_contact_at`;
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

function namedBy(
  words: readonly string[],
  whole: string,
  tail: string | undefined,
): { sql: string; params: unknown[] } {
  const conditions = [
    'instr(haystack, ?)',
    `(${words.map(() => '(instr(haystack, ?) OR instr(tags, ?))').join(' AND ')})`,
  ];
  const params: unknown[] = [whole, ...words.flatMap((word) => [word, word])];
  if (whole.length >= 3) {
    conditions.push('instr(wechat, ?)');
    params.push(whole);
  }
  if (tail) {
    conditions.push('instr(phones, ?)');
    params.push(`${tail};`);
  }
  return { sql: conditions.join(' OR '), params };
}

/** The ids of everybody {@link findCustomers} would find if it had no end. */
export function listNamedIds(db: LocalDb, words: readonly string[], typed: string): Set<string> {
  const whole = words.join('');
  const { sql, params } = namedBy(words, whole, phoneTail(typed));
  const found = db.raw<{ id: string }>(
    `SELECT customer_id AS id FROM customer_search WHERE ${sql}`,
    ...params,
  );
  const ids = new Set(found.map(({ id }) => id));
  if (whole.length < 2 || !/[a-z]/.test(whole)) return ids;
  for (const { id, spelling } of db.raw<{ id: string; spelling: string }>(
    String.raw`SELECT customer_id AS id, spelling FROM customer_search WHERE spelling LIKE ? ESCAPE '\'`,
    spellingPattern(whole),
  ))
    if (!ids.has(id) && spelling.split('\n').some((each) => isSpelled(each, whole))) ids.add(id);
  return ids;
}

/** What is known of some of them, in no order; deleted ones too. */
export function loadFoundCustomers(db: LocalDb, ids: readonly string[]): FoundCustomer[] {
  return db.raw<FoundCustomer>(
    `SELECT ${columns} FROM customer c JOIN customer_search s ON s.customer_id = c.id
       LEFT JOIN customer_activity a ON a.customer_id = c.id
     WHERE c.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
}

/** Characters, pinyin or initials in a row, WeChat id, phone tail, tag. */
function byText(
  db: LocalDb,
  words: readonly string[],
  whole: string,
  tail: string | undefined,
): FoundCustomer[] {
  const { sql, params } = namedBy(words, whole, tail);
  return db.raw<FoundCustomer>(
    `WITH f AS MATERIALIZED (
       SELECT customer_id, CASE WHEN instr(haystack, ?) = 1 THEN 0 WHEN instr(haystack, char(10) || ?) THEN 1
         WHEN instr(haystack, ?) THEN 2 ELSE 3 END AS rank
       FROM customer_search WHERE ${sql}
       ORDER BY rank LIMIT 4000)
     SELECT ${columns} FROM f ${joins} ORDER BY f.rank, last_contact_at DESC, c.id LIMIT ${candidates}`,
    whole,
    whole,
    whole,
    ...params,
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
