/** Judges a transaction of the server by what the mutation in it asked for. */
import { isDeepStrictEqual } from 'node:util';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { findEntity } from '#shared/domain/entity/registry.ts';
import { isDerivedId } from '#shared/lib/derived-id.ts';
import type { Write } from '#shared/protocol/sync.ts';
import { createDescent, fieldOf } from './descent.ts';
import type { Edit } from './edit.ts';
import type { LogEntry, LoggedRow } from './server-log.ts';
import { rootOf } from './merged-card.ts';
import { isListReplaced, isServerMade } from './server-list.ts';
import { isUniqueText } from './text-mark.ts';
import { demand } from './violation.ts';

/** Fields that say where a row stands in the history, not what it is. */
export const bookkeeping = new Set(['version', 'field_version', 'company_id']);

export interface Model {
  /** Rows before the transaction, by entity and id. */
  rows(): ReadonlyMap<string, LoggedRow>;
  wasHeld(bookId: string, personId: string): boolean;
}

interface Writer {
  deviceEpoch: unknown;
  seq: number;
}

export function createJudge(model: Model) {
  const descent = createDescent();
  /** By row, field and the text they wrote there: a merge writes the text of one card on another. */
  const writers = new Map<string, Writer>();

  function judge(edit: Edit, record: LoggedRow, changes: readonly LogEntry[]): void {
    const conflicts = changes.filter(({ tbl, op }) => tbl === 'conflict' && op === 'INSERT');
    demand(
      conflicts.length === (record.conflicts as unknown as number),
      'I4',
      () =>
        `${said(edit)}: the answer tells of ${Number(record.conflicts)} conflicts, there are ${conflicts.length}`,
    );
    const author = { deviceEpoch: record.device_epoch, seq: edit.seq };
    const asked = new Map<string, Write[]>();
    for (const write of edit.writes) {
      const key = `${write.entity}/${write.id}`;
      asked.set(key, [...(asked.get(key) ?? []), write]);
    }
    for (const entry of changes) {
      if (conflicts.includes(entry) || isListReplaced(entry, changes)) continue;
      const row = entry.new ?? entry.old!;
      const writes = asked.get(`${entry.tbl}/${row.id}`);
      demand(
        writes !== undefined && entry.op !== 'DELETE',
        'I6',
        () => `${said(edit)} changed ${entry.tbl} unasked`,
      );
      judgeRow(edit, author, entry, writes!);
    }
    for (const [key, writes] of asked) judgeOutcome(edit, key, writes, changes, conflicts);
    for (const { entity, id, fields } of edit.writes) {
      for (const [field, text] of Object.entries(fields))
        if (isUniqueText(text)) writers.set(placeOf(entity, id, snakeCase(field), text), author);
    }
  }

  /** What was written is what was asked, by whom it was asked, and hides nothing its author had not seen. */
  function judgeRow(edit: Edit, author: Writer, entry: LogEntry, writes: readonly Write[]): void {
    const row = entry.new!;
    const where = () => `${said(edit)} on ${entry.tbl} ${row.id}`;
    const isBook = findEntity(entry.tbl)?.scope === 'book' && model.rows().has(`book/${row.scope_id}`);
    const isOwner = isBook
      ? model.rows().get(`book/${row.scope_id}`)?.owner_id === edit.personId
      : row.scope_id === edit.personId;
    if (entry.op === 'INSERT') {
      demand(row.created_by === edit.personId, 'I6', () => `${where()}: written in another's name`);
      // What was written to a book the customer has left follows the customer.
      const mayLate = writes.some(({ scope }) => model.wasHeld(scope, edit.personId));
      demand(isOwner || Boolean(mayLate), 'I2', () => `${where()}: a stranger wrote into the scope`);
      demand(row.late === !isOwner, 'I6', () => `${where()}: late is ${String(Boolean(row.late))}`);
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
      // What becomes part of another card is not hidden (SPEC MERGE3).
      const isHidden = value !== null && (entry.tbl !== 'customer' || row.merged_into_id === null);
      if (name === 'deleted_at') judgeDeletion(edit, author, entry, isHidden);
      else judgeUnseen(edit, author, entry, name, before);
    }
  }

  function judgeDeletion(edit: Edit, author: Writer, entry: LogEntry, isDeleted: boolean): void {
    if (!isDeleted) return;
    for (const name of Object.keys(entry.old!)) {
      if (!bookkeeping.has(name) && isUniqueText(entry.old![name]))
        judgeUnseen(edit, author, entry, name, entry.old![name]);
    }
  }

  /** Texts are written once in a run, so a text tells who wrote it, and one can say whether another author saw it. */
  function judgeUnseen(edit: Edit, author: Writer, entry: LogEntry, name: string, before: unknown): void {
    const index = edit.writes.findIndex((write) => write.id === entry.new!.id && write.entity === entry.tbl);
    const saw = edit.saw[index];
    if (!saw) return;
    const where = () => `${said(edit)} on ${entry.tbl}.${name} ${entry.new!.id}`;
    if (name !== 'deleted_at' && entry.old!.deleted_at !== null && entry.new!.deleted_at !== null) {
      demand(fieldOf(saw, 'deleted_at') !== null, 'I4', () => `${where()}: set on a row deleted unseen`);
    }
    if (!isUniqueText(before)) return;
    // One's own text is known, also where the screen showed another one: after a restore it may have won (SPEC CONFLICT3).
    const writer = writers.get(placeOf(entry.tbl, entry.new!.id, name, before));
    if (writer && writer.deviceEpoch === author.deviceEpoch && writer.seq < author.seq) return;
    const shown = fieldOf(saw, name);
    const known = descent.ancestors(`${entry.tbl}/${entry.new!.id}/${name}`, shown);
    demand(
      shown === before || known.has(before as string),
      'I4',
      () => `${where()}: overwrote ${String(before)}, its author saw ${String(shown)}`,
    );
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
    if (own.length === 0 && edit.dropped.has(key)) return;
    const after = own.at(-1)?.new ?? model.rows().get(key);
    const isInserted = own.some(({ op }) => op === 'INSERT');
    const insert = writes.find((write) => write.op === 'insert');
    if (insert && !isInserted) {
      const isAlike =
        isDerivedId(id) && model.rows().has(key) && !isServerMade(model.rows().get(key)!, entity);
      demand(isAlike, 'I3', () => `${said(edit)}: answered as applied, ${entity} ${id} was not written`);
      return;
    }
    // Decided about a conflict that a restored server lost, and that did not come again (SPEC EPOCH8).
    if (!after && entity === 'conflict') return;
    if (!after)
      return demand(false, 'I3', () => `${said(edit)}: applied to ${entity} ${id}, which is not there`);
    const wanted = new Map<string, unknown>();
    for (const write of writes)
      for (const [field, value] of Object.entries(write.fields)) wanted.set(field, value);
    const root = entity === 'customer' ? rootAfter(after, changes) : after;
    const isMerge = edit.writes.some(({ fields }) => Boolean(fields.mergedIntoId));
    for (const [field, value] of wanted) {
      const isSet = isEqual(after[snakeCase(field)], value);
      const isKept = conflicts.some(
        ({ new: row }) =>
          row!.row_id === root.id &&
          row!.field === field &&
          isEqual(row!.late_value, value) &&
          row!.late_by === edit.personId,
      );
      const isLetGo =
        (entity === 'plan_item' && ['ordinal', 'deletedAt', 'displacedAt', 'offCode'].includes(field)) ||
        entity === 'conflict' ||
        (entity === 'customer' && isLetGoOfMerge(field, wanted, root.id !== id)) ||
        (isMerge && field === 'deletedAt' && after.deleted_at !== null);
      // A late value of a card that became part of another, which that one has too (SPEC MERGE4).
      const isSaid = root.id !== id && isEqual(root[snakeCase(field)], value);
      demand(
        isSet || isKept || isLetGo || isSaid,
        'I3',
        () => `${said(edit)}: ${entity}.${field} of ${id} is nowhere`,
      );
    }
  }

  function rootAfter(row: LoggedRow, changes: readonly LogEntry[]): LoggedRow {
    const find = (id: string) =>
      changes.findLast(({ tbl, new: changed }) => tbl === 'customer' && changed?.id === id)?.new ??
      model.rows().get(`customer/${id}`);
    return rootOf(row, find);
  }

  /** What its author saw under it, he saw also where it was refused: his next edit builds on it. */
  function know(edit: Edit): void {
    for (const write of edit.writes) {
      const key = `${write.entity}/${write.id}`;
      for (const [field, value] of Object.entries(write.fields))
        descent.remember(edit, key, field, value, [write]);
    }
  }

  return { judge, know };
}

/** The server rewrites a row of which it let a value go, so that it comes again. */
function isOnlyVersion({ old, new: row }: LogEntry): boolean {
  return Object.keys(row!).every(
    (name) => bookkeeping.has(name) || isDeepStrictEqual(row![name], old![name]),
  );
}

/** What merges and undos write beside what people chose, and late deletions of a card that became part of another. */
function isLetGoOfMerge(field: string, wanted: ReadonlyMap<string, unknown>, isPart: boolean): boolean {
  if (field === 'deletedAt') return wanted.has('mergedIntoId') || isPart;
  return field === 'mergedIntoId' || field === 'mergeUndo' || field === 'absorbedAt';
}

function placeOf(entity: string, id: string, column: string, text: unknown): string {
  return `${entity}/${id}/${column} ${String(text)}`;
}

/** JSON null and SQL null are one. */
function isEqual(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a ?? null, b ?? null);
}

function said(edit: Edit): string {
  return `${edit.name} of ${edit.device} (step ${edit.step})`;
}
