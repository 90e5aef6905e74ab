/** Everything the database holds that a request could change, as text: two looks are equal when nothing changed. */
import { sql, type RawBuilder } from 'kysely';
import { entities } from '#shared/domain/entity/registry.ts';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import type { Db } from '#server/db/database.ts';

/** Not versions: a late value that is let go makes its row come again, unchanged. Not lines that refusals write. */
export async function snapshotOf(db: Db): Promise<Map<string, string>> {
  const replicated = entities.map((entity): [name: string, query: RawBuilder<unknown>] => {
    const columns = [
      'id',
      'companyId',
      'scopeId',
      'createdBy',
      'deletedAt',
      'late',
      ...Object.keys(entity.columns),
    ];
    const names = columns.map((name) => sql.id(snakeCase(name)));
    // What a former owner wanted to change is kept as a conflict, which is what should happen.
    const only = entity.name === 'conflict' ? sql`where not late` : sql``;
    return [entity.name, sql`select ${sql.join(names)} from ${sql.table(entity.name)} ${only}`];
  });
  const sums = [...replicated, ...others].map(
    ([name, query]) => sql`
      select ${sql.lit(name)} as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as text
      from (${query}) as t`,
  );
  const { rows } = await sql<{ name: string; text: string }>`${sql.join(sums, sql` union all `)}`.execute(db);
  return new Map(rows.map(({ name, text }) => [name, text]));
}

const others: ReadonlyArray<[name: string, query: RawBuilder<unknown>]> = [
  ['company', sql`select id, slug, name, code_required from company`],
  ['book_holder', sql`select * from book_holder`],
  ['book_split', sql`select * from book_split`],
  ['person_secret', sql`select * from person_secret`],
  ['device', sql`select company_id, id, name, status from device`],
  ['enrolment', sql`select company_id, id, status, token_hash from enrolment`],
  ['enrolment_code', sql`select * from enrolment_code`],
  ['scope', sql`select id, company_id, kind from scope`],
];

export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...before].filter(([name, text]) => after.get(name) !== text).map(([name]) => name);
}
