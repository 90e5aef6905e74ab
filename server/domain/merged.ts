/** Cards that became part of another one (SPEC MERGE rules): their rows count for the card that stands. */
import { sql } from 'kysely';
import { cardRoots } from '#shared/domain/merge/root.ts';
import type { Db, Trx } from '../db/database.ts';

/** For every card of the books that gave way the one that stands for it. */
export async function loadRoots(db: Db | Trx, bookIds: readonly string[]): Promise<Map<string, string>> {
  if (bookIds.length === 0) return new Map();
  const links = await sql<{ id: string; mergedIntoId: string }>`
    select id, merged_into_id from customer
    where scope_id = any(${[...bookIds]}::uuid[]) and merged_into_id is not null
  `.execute(db);
  return cardRoots(links.rows);
}

/** The rows as those of the card that stands. */
export function onRoots<T extends { customerId: string }>(
  rows: readonly T[],
  roots: ReadonlyMap<string, string>,
): T[] {
  if (roots.size === 0) return [...rows];
  return rows.map((row) => {
    const root = roots.get(row.customerId);
    return root === undefined ? row : { ...row, customerId: root };
  });
}

/** Every card that is this one: the one that stands, and those that became part of it. */
export function cardsOf(customerId: string, roots: ReadonlyMap<string, string>): string[] {
  const root = roots.get(customerId) ?? customerId;
  return [root, ...[...roots].flatMap(([id, its]) => (its === root ? [id] : []))];
}

/** The same rows with id and name of the card that stands, whose name somebody knows who reads of it. */
export async function onStandingCards<T extends { customerId: string; customerName: string }>(
  db: Db,
  bookIds: readonly string[],
  rows: readonly T[],
): Promise<T[]> {
  const roots = await loadRoots(db, bookIds);
  const wanted = new Set(rows.flatMap(({ customerId }) => roots.get(customerId) ?? []));
  if (wanted.size === 0) return [...rows];
  const cards = await sql<{ id: string; name: string }>`
    select id, name from customer where scope_id = any(${[...bookIds]}::uuid[]) and id = any(${[...wanted]}::uuid[])
  `.execute(db);
  const names = new Map(cards.rows.map(({ id, name }) => [id, name]));
  return rows.map((row) => {
    const root = roots.get(row.customerId);
    const name = root === undefined ? undefined : names.get(root);
    return root === undefined || name === undefined ? row : { ...row, customerId: root, customerName: name };
  });
}

export function rootsJson(roots: ReadonlyMap<string, string>): string {
  return JSON.stringify([...roots].map(([id, root]) => ({ id, root })));
}

/** Not deleted, or part of a card that may not be. `alias` names the customer. */
export function isKept(alias: string) {
  return sql`(${sql.ref(`${alias}.deleted_at`)} is null or ${sql.ref(`${alias}.merged_into_id`)} is not null)`;
}
