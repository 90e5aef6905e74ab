/** Reads the rows of a pull page as JSON text that PostgreSQL built, in the order registry, version, id. */
import { sql } from 'kysely';
import type { Entity, ScopeKind } from '#shared/domain/entity/entity.ts';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import type { Db } from '../db/database.ts';

export const commonSent = ['id', 'version', 'createdAt', 'createdBy', 'deletedAt', 'late'] as const;

export interface Window {
  scopeId: string;
  kind: ScopeKind;
  /** Exclusive lower and inclusive upper end. */
  from: number;
  upTo: number;
}

export interface RowsAfter {
  version: number;
  id: string;
}

/** A conflict stands where the row stands, so a person's own plans can have them too. */
export function isInScope(entity: Entity, kind: ScopeKind): boolean {
  return entity.scope === kind || (entity.name === 'conflict' && kind === 'user');
}

export function entitiesOf(kind: ScopeKind): readonly Entity[] {
  return entities.filter((entity) => isInScope(entity, kind));
}

/** At most `limit` rows, each as the text of a JSON array: the common fields, then the entity's own. */
export async function listRowTexts(
  db: Db,
  entity: Entity,
  window: Window,
  after: RowsAfter | undefined,
  limit: number,
): Promise<string[]> {
  const columns = [...commonSent, ...Object.keys(entity.columns)].map((name) => sql.id(snakeCase(name)));
  const start = after
    ? sql`(version, id) > (${after.version}, ${after.id}::uuid)`
    : sql`version > ${window.from}`;
  const found = await sql<{ row: string }>`
    select json_build_array(${sql.join(columns)})::text as row from ${sql.table(entity.name)}
    where scope_id = ${window.scopeId}::uuid and ${start} and version <= ${window.upTo}
    order by version, id limit ${limit}
  `.execute(db);
  return found.rows.map(({ row }) => row);
}

/**
 * Of the entities those that have rows in the window, by one statement: asking each of them for its rows costs more than
 * everything else about a pull in which little is new. No row enters a window later (PULL7), so none is passed over.
 */
export async function listFilled(
  db: Db,
  of: readonly Entity[],
  { scopeId, from, upTo }: Window,
): Promise<Entity[]> {
  if (upTo <= from || of.length === 0) return [];
  const probes = of.map(
    ({ name }, place) => sql`
      select ${sql.lit(place)}::int as place where exists (select 1 from ${sql.table(name)}
        where scope_id = ${scopeId}::uuid and version > ${from} and version <= ${upTo})`,
  );
  const found = await sql<{ place: number }>`${sql.join(probes, sql` union all `)}`.execute(db);
  const filled = new Set(found.rows.map(({ place }) => place));
  return of.filter((_, place) => filled.has(place));
}

/** The place of a row in its window, read from its text: id and version come first. */
export function placeOf(rowText: string): RowsAfter {
  const [id, version] = JSON.parse(rowText) as [string, number];
  return { id, version };
}

/** Rows of the windows that are newer than each window's lower end; what was sent already is the caller's to subtract. */
export async function countRows(db: Db, windows: readonly Window[]): Promise<number> {
  const counts = windows.flatMap((window) =>
    entitiesOf(window.kind).map(
      (entity) => sql`
        select count(*) as rows from ${sql.table(entity.name)}
        where scope_id = ${window.scopeId}::uuid and version > ${window.from} and version <= ${window.upTo}`,
    ),
  );
  if (counts.length === 0) return 0;
  const total = await sql<{ total: number }>`
    select coalesce(sum(rows), 0)::int8 as total from (${sql.join(counts, sql` union all `)}) as counted
  `.execute(db);
  return total.rows[0]!.total;
}

export async function listGone(db: Db, window: Window): Promise<Map<string, string[]>> {
  const gone = await db
    .selectFrom('gone')
    .select(['entity', 'rowId'])
    .where('scopeId', '=', window.scopeId)
    .where('version', '>', window.from)
    .where('version', '<=', window.upTo)
    .execute();
  const byEntity = new Map<string, string[]>();
  for (const { entity, rowId } of gone) byEntity.set(entity, [...(byEntity.get(entity) ?? []), rowId]);
  return byEntity;
}
