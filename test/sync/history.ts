/**
 * The server's side of the oracle: folds the log of its tables into a model of its own and judges every transaction by
 * what the mutation in it asked for. A restored backup takes the model back to where it was.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Edit, EditMemory } from './edit.ts';
import { isByJob } from './job-judgement.ts';
import { bookkeeping, createJudge } from './judgement.ts';
import { rootOf } from './merged-card.ts';
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
  /** By entity and id: the scope a row is in, or was in when it was cleared away. */
  places: Map<string, string>;
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
  /** The row was deleted at some time, also in a history that a restore replaced. `key` is `entity/id`. */
  wasDeleted(key: string): boolean;
  /** The row left a scope at some time: it moved, was cleared away, or a restored server did not have it there. */
  wasAway(key: string): boolean;
  /** What a device knows of that has pulled from the epoch last: the end of that history, or the present one. */
  stateOf(epoch: string | undefined): State;
  copy(): State;
  /** `epoch` is the one that ends. */
  goBack(state: State, epoch: string | undefined): void;
}

export function createHistory(memory: EditMemory, companyScope: string): History {
  let state: State = { rows: new Map(), places: new Map(), processed: new Map() };
  const replaced = new Map<string | undefined, State>();
  const wasHeldBy = new Map<string, Set<unknown>>();
  const deleted = new Set<string>();
  const away = new Set<string>();
  const wasHeld = (bookId: string, personId: string) => wasHeldBy.get(bookId)?.has(personId) ?? false;
  const judge = createJudge({ rows: () => state.rows, wasHeld });

  function fold(entry: LogEntry): void {
    const row = entry.new ?? entry.old!;
    const key = `${entry.tbl}/${row.id}`;
    if (entry.old && entry.new?.scope_id !== entry.old.scope_id) away.add(key);
    if (entry.op === 'DELETE') {
      // A row that moves may be written to its new scope before it leaves the old one.
      if (state.rows.get(key)?.scope_id === row.scope_id) state.rows.delete(key);
    } else {
      state.rows.set(key, entry.new!);
      state.places.set(key, row.scope_id);
    }
    if (entry.new && entry.new.deleted_at !== null) deleted.add(key);
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
        else {
          note(record);
          judge.know(editOf(record));
        }
      }
      const applied = records.filter(({ new: row }) => row?.status === 'applied');
      demand(applied.length <= 1, 'I6', () => `one transaction applied ${applied.length} mutations`);
      if (applied.length === 1) {
        const edit = editOf(applied[0]!);
        judge.judge(edit, applied[0]!.new!, changes);
        noteFollowed(edit, changes);
      } else judgeCommand(changes, records.length > 0);
      for (const entry of changes) fold(entry);
    }
  }

  /** What was written for a customer who had left the book followed the customer: it was away from the beginning. */
  function noteFollowed({ writes }: Edit, changes: readonly LogEntry[]): void {
    const scopes = new Map(writes.map(({ entity, id, scope }) => [`${entity}/${id}`, scope]));
    for (const { tbl, new: row } of changes) {
      const key = `${tbl}/${row?.id}`;
      if (row && scopes.has(key) && scopes.get(key) !== row.scope_id) away.add(key);
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

  /** Without a mutation only commands change rows: the company's, where a row of a book stands, what a lead decides. */
  function judgeCommand(changes: readonly LogEntry[], isRefusal: boolean): void {
    const written = Map.groupBy(changes, (entry) => `${entry.tbl}/${(entry.new ?? entry.old!).id}`);
    for (const [key, group] of written) {
      const { scope_id: scope } = group[0]!.new ?? group[0]!.old!;
      if (scope === companyScope && !isRefusal) continue;
      const before = group.find(({ old }) => old)?.old;
      const after = group.findLast(({ new: row }) => row)?.new;
      const isPruned = before && !after && isForgotten(before);
      const isMoved = before && after && isSameButPlace(before, after);
      const isDecided = before && after && isSameButDecision(key, before, after);
      demand(
        Boolean(isPruned || isMoved || isDecided || isByJob(key, changes, state.rows)) && !isRefusal,
        'I6',
        () => `${key} changed without a mutation's record`,
      );
    }
  }

  /** Deleted, or hanging on a customer who is; what became part of a card that stands is shown there (SPEC PRUNE1). */
  function isForgotten(row: LoggedRow): boolean {
    const customer = state.rows.get(`customer/${String(row.customer_id)}`);
    if (row.merged_into_id && isStanding(row)) return false;
    if (row.deleted_at !== null || !customer) return true;
    return customer.deleted_at !== null && !isStanding(customer);
  }

  function isStanding(card: LoggedRow): boolean {
    return rootOf(card, (id) => state.rows.get(`customer/${id}`)).deleted_at === null;
  }

  return {
    get state() {
      return state;
    },
    begin(entries) {
      for (const entry of entries) if (entry.tbl !== 'processed_mutation') fold(entry);
    },
    take,
    wasHeld,
    wasDeleted: (key) => deleted.has(key),
    wasAway: (key) => away.has(key),
    stateOf: (epoch) => replaced.get(epoch) ?? state,
    copy: () => copyOf(state),
    goBack(earlier, epoch) {
      for (const [key, { scope_id: scope }] of state.rows)
        if (earlier.rows.get(key)?.scope_id !== scope) away.add(key);
      replaced.set(epoch, state);
      state = copyOf(earlier);
    },
  };
}

function copyOf({ rows, places, processed }: State): State {
  return { rows: new Map(rows), places: new Map(places), processed: new Map(processed) };
}

/** What a move itself writes: where the row is now, and of a customer since when. */
const ofTheMove = new Set(['scope_id', 'received_at']);

function isSameButPlace(before: LoggedRow, after: LoggedRow): boolean {
  return Object.keys(after).every(
    (name) =>
      bookkeeping.has(name) ||
      isDeepStrictEqual(before[name], after[name]) ||
      (ofTheMove.has(name) && before.scope_id !== after.scope_id),
  );
}

/** What a lead says of a campaign, and whom it may be told to by that. */
const ofTheDecision: Readonly<Record<string, ReadonlySet<string>>> = {
  campaign: new Set(['decision', 'decided_at', 'decided_by', 'decision_reason']),
  campaign_recipient: new Set(['approved_by']),
};

function isSameButDecision(key: string, before: LoggedRow, after: LoggedRow): boolean {
  const decided = ofTheDecision[key.slice(0, key.indexOf('/'))];
  return (
    decided !== undefined &&
    before.is_asked === true &&
    before.scope_id === after.scope_id &&
    Object.keys(after).every(
      (name) => bookkeeping.has(name) || decided.has(name) || isDeepStrictEqual(before[name], after[name]),
    )
  );
}
