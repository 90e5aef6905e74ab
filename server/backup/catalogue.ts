/** The tables of a schema as the database itself knows them, so that a new one is in the next backup by itself. */
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

export interface TableShape {
  name: string;
  columns: ReadonlyArray<{ name: string; type: string }>;
  /** Columns that put its rows in one order: the primary key, or else all. */
  order: readonly string[];
}

interface TableRow {
  name: string;
  columns: Array<{ name: string; type: string }>;
  key: string[];
  parents: string[];
}

/** Parents before the tables that refer to them. */
export async function listTables(db: Db, schema: string): Promise<TableShape[]> {
  const found = await sql<TableRow>`
    select t.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
          order by a.attnum)
        from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(a.attname order by array_position(k.conkey, a.attnum))
        from pg_constraint k join pg_attribute a on a.attrelid = t.oid and a.attnum = any(k.conkey)
        where k.conrelid = t.oid and k.contype = 'p'), '[]') as key,
      coalesce((select json_agg(distinct p.relname)
        from pg_constraint k join pg_class p on p.oid = k.confrelid
        where k.conrelid = t.oid and k.contype = 'f' and k.confrelid <> t.oid), '[]') as parents
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = ${schema} and t.relkind in ('r', 'p') and not t.relispartition
    order by t.relname
  `.execute(db);
  return parentsFirst(found.rows).map(({ name, columns, key }) => ({
    name,
    columns,
    order: key.length > 0 ? key : columns.map((column) => column.name),
  }));
}

/** The schema in which the program's tables lie. */
export async function currentSchema(db: Db): Promise<string> {
  const found = await sql<{ name: string }>`select current_schema()::text as name`.execute(db);
  return found.rows[0]!.name;
}

function parentsFirst(tables: readonly TableRow[]): TableRow[] {
  const sorted: TableRow[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const open = new Set(left.map(({ name }) => name));
    const free = left.filter(({ parents }) => !parents.some((parent) => open.has(parent)));
    if (free.length === 0) throw new Error('tables refer to each other in a ring');
    sorted.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return sorted;
}
