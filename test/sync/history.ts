/**
 * The server's side of the oracle: folds the log of its tables into a model of its own and judges every transaction by
 * what the mutation in it asked for. A restored backup takes the model back to where it was.
 */
import { isDeepStrictEqual } from 'node:util';
import { findEntity } from '#shared/domain/entity/registry.ts';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { isDerivedId } from '#shared/lib/derived-id.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { Edit, EditMemory, ShownRow } from './edit.ts';
import type { LogEntry, LoggedRow } from './server-log.ts';
import { demand, Violation } from './violation.ts';

export interface Processed {
  mutationId: string;
  status: 'applied' | 'rejected' | 'waiting';
  conflicts: number;
  code: string | null;
  deviceEpoch: string;
  seq: number;
}

export interface State {
  /** By entity and id. */
  rows: Map<string, LoggedRow>;
  processed: Map<string, Processed>;
}

export interface History {
  readonly state: State;
  /** The rows the company begins with. */
  begin(entries: readonly LogEntry[]): void;
  /** Judges and folds what was added. */
  take(entries: readonly LogEntry[]): void;
  /** The person has the book, or had it at some time. */
  wasHeld(bookId: string, personId: string): boolean;
  copy(): State;
  goBack(state: State): void;
}

const bookkeeping = new Set(['version', 'field_version', 'company_id']);

export function createHistory(memory: EditMemory, companyScope: string): History {
  let state: State = { rows: new Map(), processed: new Map() };
  /** entity/id/field → value → the values its writers saw. */
  const parents = new Map<string, Map<string, Set<string>>>();

  const ownerOf = (bookId: string) => state.rows.get(`book/${bookId}`)?.owner_id;
  const wasHeldBy = new Map<string, Set<unknown>>();

  function fold(entry: LogEntry): void {
    const row = entry.new ?? entry.old!;
    const key = `${entry.tbl}/${row.id}`;
    if (entry.op === 'DELETE') {
      // A row that moves may be written to its new scope before it leaves the old one.
      if (state.rows.get(key)?.scope_id === row.scope_id) state.rows.delete(key);
    } else state.rows.set(key, entry.new!);
    if (entry.tbl === 'book' && entry.new) {
      const holders = wasHeldBy.get(row.id) ?? new Set();
      wasHeldBy.set(row.id, holders.add(entry.new.owner_id));
    }
  }

  function take(entries: readonly LogEntry[]): void {
    for (const [, group] of Map.groupBy(entries, (entry) => entry.tx)) {
      const records = group.filter((entry) => entry.tbl === 'processed_mutation');
      const changes = group.filter((entry) => entry.tbl !== 'processed_mutation');
      for (const record of records) {
        if (record.op === 'DELETE')
          state.processed.delete((record.old as unknown as { mutation_id: string }).mutation_id);
        else note(record);
      }
      const applied = records.filter(({ new: row }) => row?.status === 'applied');
      demand(applied.length <= 1, 'I6', () => `one transaction applied ${applied.length} mutations`);
      if (applied.length === 1) judge(editOf(applied[0]!), applied[0]!.new!, changes);
      else judgeCommand(changes, records.length > 0);
      for (const entry of changes) fold(entry);
    }
  }

  function note({ new: row }: LogEntry): void {
    const record = row as unknown as Record<string, unknown>;
    const processed: Processed = {
      mutationId: record.mutation_id as string,
      status: record.status as Processed['status'],
      conflicts: record.conflicts as number,
      code: record.code as string | null,
      deviceEpoch: record.device_epoch as string,
      seq: record.seq as number,
    };
    for (const other of state.processed.values()) {
      demand(
        other.deviceEpoch !== processed.deviceEpoch ||
          other.seq !== processed.seq ||
          other.mutationId === processed.mutationId,
        'I6',
        () => `two mutations carry number ${processed.seq} of one device epoch (T3)`,
      );
    }
    state.processed.set(processed.mutationId, processed);
  }

  function editOf(record: LogEntry): Edit {
    const id = (record.new as unknown as { mutation_id: string }).mutation_id;
    const edit = memory.edits.get(id);
    if (!edit) throw new Violation('I6', `the server processed a mutation nobody made: ${id}`);
    return edit;
  }

  /** Without a mutation only commands change rows: the company's, or where a row of a book stands. */
  function judgeCommand(changes: readonly LogEntry[], isRefusal: boolean): void {
    const written = Map.groupBy(changes, (entry) => `${entry.tbl}/${(entry.new ?? entry.old!).id}`);
    for (const [key, group] of written) {
      const { scope_id: scope } = group[0]!.new ?? group[0]!.old!;
      if (scope === companyScope && !isRefusal) continue;
      const before = group.find(({ old }) => old)?.old;
      const after = group.findLast(({ new: row }) => row)?.new;
      const isPruned = before && !after && isForgotten(before);
      const isMoved = before && after && isSameButPlace(before, after);
      demand(
        Boolean(isPruned || isMoved) && !isRefusal,
        'I6',
        () => `${key} changed without a mutation's record`,
      );
    }
  }

  /** Deleted, or hanging on a customer who is. */
  function isForgotten(row: LoggedRow): boolean {
    const customer = state.rows.get(`customer/${String(row.customer_id)}`);
    return row.deleted_at !== null || !customer || customer.deleted_at !== null;
  }

  function judge(edit: Edit, record: LoggedRow, changes: readonly LogEntry[]): void {
    const conflicts = changes.filter(({ tbl, op }) => tbl === 'conflict' && op === 'INSERT');
    demand(
      conflicts.length === (record.conflicts as unknown as number),
      'I4',
      () => `${said(edit)}: the answer tells of ${record.conflicts} conflicts, there are ${conflicts.length}`,
    );
    const asked = new Map<string, Write[]>();
    for (const write of edit.writes) {
      const key = `${write.entity}/${write.id}`;
      asked.set(key, [...(asked.get(key) ?? []), write]);
    }
    for (const entry of changes) {
      if (conflicts.includes(entry)) continue;
      const row = entry.new ?? entry.old!;
      const writes = asked.get(`${entry.tbl}/${row.id}`);
      demand(
        writes !== undefined && entry.op !== 'DELETE',
        'I6',
        () => `${said(edit)} changed ${entry.tbl} unasked`,
      );
      judgeRow(edit, entry, writes!);
    }
    for (const [key, writes] of asked) judgeOutcome(edit, key, writes, changes, conflicts);
  }

  /** What was written is what was asked, by whom it was asked, and hides nothing its author had not seen. */
  function judgeRow(edit: Edit, entry: LogEntry, writes: readonly Write[]): void {
    const row = entry.new!;
    const where = () => `${said(edit)} on ${entry.tbl} ${row.id}`;
    const isBook = findEntity(entry.tbl)?.scope === 'book' && state.rows.has(`book/${row.scope_id}`);
    const isOwner = isBook ? ownerOf(row.scope_id) === edit.personId : row.scope_id === edit.personId;
    if (entry.op === 'INSERT') {
      demand(row.created_by === edit.personId, 'I6', () => `${where()}: written in another's name`);
      // What was written to a book the customer has left follows the customer.
      const mayLate = writes.some(({ scope }) => wasHeldBy.get(scope)?.has(edit.personId));
      demand(isOwner || Boolean(mayLate), 'I2', () => `${where()}: a stranger wrote into the scope`);
      demand(row.late === !isOwner, 'I6', () => `${where()}: late is ${row.late}`);
      return;
    }
    const isOwnLate = entry.old!.late === true && entry.old!.created_by === edit.personId;
    demand(
      isOwner || isOwnLate || isOnlyVersion(entry),
      'I2',
      () => `${where()}: changed by one who does not own it`,
    );
    for (const [name, value] of Object.entries(row)) {
      const before = entry.old![name];
      if (bookkeeping.has(name) || isDeepStrictEqual(before, value)) continue;
      const isAsked = writes.some((write) =>
        Object.entries(write.fields).some(
          ([field, wanted]) => snakeCase(field) === name && isEqual(wanted, value),
        ),
      );
      demand(
        isAsked,
        name === 'deleted_at' && value === null ? 'I5' : 'I6',
        () => `${where()}: ${name} became what nobody asked for`,
      );
      if (name === 'deleted_at') judgeDeletion(edit, entry, value !== null);
      else judgeUnseen(edit, entry, name, before);
    }
  }

  function judgeDeletion(edit: Edit, entry: LogEntry, isDeleted: boolean): void {
    if (!isDeleted) return;
    for (const name of Object.keys(entry.old!)) {
      if (!bookkeeping.has(name) && isUniqueText(entry.old![name]))
        judgeUnseen(edit, entry, name, entry.old![name]);
    }
  }

  /** Texts are written once in a run, so a text tells who wrote it, and one can say whether another author saw it. */
  function judgeUnseen(edit: Edit, entry: LogEntry, name: string, before: unknown): void {
    const index = edit.writes.findIndex((write) => write.id === entry.new!.id && write.entity === entry.tbl);
    const saw = edit.saw[index];
    if (!saw) return;
    const where = () => `${said(edit)} on ${entry.tbl}.${name} ${entry.new!.id}`;
    if (name !== 'deleted_at' && entry.old!.deleted_at !== null && entry.new!.deleted_at !== null) {
      demand(fieldOf(saw, 'deleted_at') !== null, 'I4', () => `${where()}: set on a row deleted unseen`);
    }
    if (!isUniqueText(before)) return;
    const shown = fieldOf(saw, name);
    const known = ancestors(`${entry.tbl}/${entry.new!.id}/${name}`, shown);
    demand(
      shown === before || known.has(before as string),
      'I4',
      () => `${where()}: overwrote ${String(before)}, its author saw ${String(shown)}`,
    );
  }

  function ancestors(key: string, value: unknown): Set<string> {
    const found = new Set<string>();
    const of = parents.get(key);
    const open = typeof value === 'string' ? [value] : [];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const parent of of?.get(next) ?? []) {
        if (found.has(parent)) continue;
        found.add(parent);
        open.push(parent);
      }
    }
    return found;
  }

  /** Every field asked for was set, had the value, or stands in a conflict. */
  function judgeOutcome(
    edit: Edit,
    key: string,
    writes: readonly Write[],
    changes: readonly LogEntry[],
    conflicts: readonly LogEntry[],
  ): void {
    const own = changes.filter(({ tbl, new: row }) => row && `${tbl}/${row.id}` === key);
    const entity = writes[0]!.entity;
    const id = writes[0]!.id;
    const after = own.at(-1)?.new ?? state.rows.get(key);
    const isInserted = own.some(({ op }) => op === 'INSERT');
    const insert = writes.find((write) => write.op === 'insert');
    if (insert && !isInserted) {
      const isAlike = isDerivedId(id) && state.rows.has(key);
      demand(isAlike, 'I3', () => `${said(edit)}: answered as applied, ${entity} ${id} was not written`);
      return;
    }
    if (!after)
      return demand(false, 'I3', () => `${said(edit)}: applied to ${entity} ${id}, which is not there`);
    const wanted = new Map<string, unknown>();
    for (const write of writes)
      for (const [field, value] of Object.entries(write.fields)) wanted.set(field, value);
    for (const [field, value] of wanted) {
      remember(edit, key, field, value, writes);
      const isSet = isEqual(after[snakeCase(field)], value);
      const isKept = conflicts.some(
        ({ new: row }) =>
          row!.row_id === id &&
          row!.field === field &&
          isEqual(row!.late_value, value) &&
          row!.late_by === edit.personId,
      );
      const isLetGo =
        (entity === 'plan_item' && (field === 'ordinal' || field === 'deletedAt')) || entity === 'conflict';
      demand(isSet || isKept || isLetGo, 'I3', () => `${said(edit)}: ${entity}.${field} of ${id} is nowhere`);
    }
  }

  function remember(edit: Edit, key: string, field: string, value: unknown, writes: readonly Write[]): void {
    if (!isUniqueText(value)) return;
    const at = `${key}/${snakeCase(field)}`;
    const of = parents.get(at) ?? new Map<string, Set<string>>();
    parents.set(at, of);
    const seen = of.get(value as string) ?? new Set();
    of.set(value as string, seen);
    for (const write of writes) {
      const saw = edit.saw[edit.writes.indexOf(write)];
      const shown = saw && fieldOf(saw, snakeCase(field));
      if (typeof shown === 'string' && shown !== value) seen.add(shown);
    }
  }

  return {
    get state() {
      return state;
    },
    begin(entries) {
      for (const entry of entries) if (entry.tbl !== 'processed_mutation') fold(entry);
    },
    take,
    wasHeld: (bookId, personId) => wasHeldBy.get(bookId)?.has(personId) ?? false,
    copy: () => ({ rows: new Map(state.rows), processed: new Map(state.processed) }),
    goBack(earlier) {
      state = { rows: new Map(earlier.rows), processed: new Map(earlier.processed) };
    },
  };
}

/** The server rewrites a row of which it let a value go, so that it comes again. */
function isOnlyVersion({ old, new: row }: LogEntry): boolean {
  return Object.keys(row!).every(
    (name) => bookkeeping.has(name) || isDeepStrictEqual(row![name], old![name]),
  );
}

function isSameButPlace(before: LoggedRow, after: LoggedRow): boolean {
  return Object.keys(after).every(
    (name) => name === 'scope_id' || bookkeeping.has(name) || isDeepStrictEqual(before[name], after[name]),
  );
}

/** Texts the simulator made up, each used once. */
export const uniqueText = /^[a-z]+·\d+·/;
function isUniqueText(value: unknown): boolean {
  return typeof value === 'string' && uniqueText.test(value);
}

function fieldOf(row: ShownRow, column: string): unknown {
  return row[column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())];
}

/** JSON null and SQL null are one. */
function isEqual(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a ?? null, b ?? null);
}

function said(edit: Edit): string {
  return `${edit.name} of ${edit.device} (step ${edit.step})`;
}
