/**
 * Which customers' list facts have changed since they were last read: triggers that live in memory note it, whoever wrote
 * the row, and a rollback takes the note back with the change. The file knows nothing of them.
 */
import type { LocalDb } from '../local-db.ts';

export interface ListMarks {
  /**
   * Ids of changed, new and removed customers since the last call; undefined where it may be any: on the first call, and
   * after more changes than are worth noting. Never inside a transaction: what it tells could still be taken back.
   */
  take(): string[] | undefined;
}

/** More changes than these, and reading the whole book is cheaper. */
const notedAtMost = 4_000;

/** Where the facts of a line come from, with the column of the customer. */
const sources = {
  customer: 'id',
  customer_tag: 'customer_id',
  customer_order: 'customer_id',
  customer_activity: 'customer_id',
  // How a name is read, by which it has its place.
  customer_search: 'customer_id',
  promise: 'customer_id',
  key_date: 'customer_id',
  contact_point: 'customer_id',
  need: 'customer_id',
  interest: 'customer_id',
  relation: 'customer_id',
  household_member: 'customer_id',
  card_change: 'customer_id',
} as const;

const name = 'list_mark';

/** Places grow for ever, so that nobody has to delete what was read; the newest one always stays. */
const table = `CREATE TEMP TABLE ${name} (place INTEGER PRIMARY KEY, customer_id TEXT)`;

const note = (id: string) => `INSERT INTO ${name} (customer_id) VALUES (${id});`;

const bodies = {
  insert: (column: string) => note(`new.${column}`),
  update: (column: string) => note(`new.${column}`),
  delete: (column: string) => note(`old.${column}`),
} as const;

const triggers = Object.entries(sources).flatMap(([source, column]) => [
  ...Object.entries(bodies).map(([event, body]) => trigger(source, event, body(column))),
  // Cards that are made one hand their rows over.
  ...(column === 'id' ? [] : [trigger(source, `update OF ${column}`, note(`old.${column}`))]),
]);

/** Of a household everybody counts the others. */
const mates = (column: string, id: string) => `
    INSERT INTO ${name} (customer_id) SELECT o.customer_id FROM main.household_member m
      JOIN main.household_member o ON o.household_id = m.household_id WHERE m.${column} = ${id};`;

const mateTriggers = [
  trigger('customer', 'update OF deleted_at, merged_into_id', mates('customer_id', 'new.id')),
  trigger('household_member', 'update OF deleted_at', mates('household_id', 'new.household_id')),
  trigger('household_member', 'insert ', mates('household_id', 'new.household_id')),
  trigger('household_member', 'delete ', mates('household_id', 'old.household_id')),
];

function trigger(source: string, event: string, body: string): string {
  return `
  CREATE TEMP TRIGGER ${name}_${source}_${event.replaceAll(/\W+/g, '_')} AFTER ${event} ON main.${source}
  WHEN (SELECT max(place) FROM ${name}) - (SELECT min(place) FROM ${name}) <= ${notedAtMost} BEGIN
    ${body}
  END`;
}

export function createListMarks(db: LocalDb): ListMarks {
  let seen: number | undefined;

  function begin(): void {
    db.transaction(() => {
      db.raw(table);
      db.raw(`INSERT INTO ${name} (customer_id) VALUES (NULL)`);
      for (const trigger of [...triggers, ...mateTriggers]) db.raw(trigger);
    });
    seen = last();
  }

  function last(): number {
    return db.raw<{ place: number }>(`SELECT max(place) AS place FROM ${name}`)[0]!.place;
  }

  return {
    take() {
      if (seen === undefined) {
        begin();
        return undefined;
      }
      const from = seen;
      seen = last();
      const first = db.raw<{ place: number }>(`SELECT min(place) AS place FROM ${name}`)[0]!.place;
      if (seen - first <= notedAtMost / 2) return idsAfter(from);
      const ids = seen - first > notedAtMost ? undefined : idsAfter(from);
      db.raw(`DELETE FROM ${name} WHERE place < ?`, seen);
      return ids;
    },
  };

  function idsAfter(place: number): string[] {
    if (place === seen) return [];
    return db
      .raw<{ id: string }>(`SELECT DISTINCT customer_id AS id FROM ${name} WHERE place > ?`, place)
      .map(({ id }) => id);
  }
}
