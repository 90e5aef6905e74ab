/** Two cards that are one person: seen side by side, merged, and taken apart again (SPEC MERGE rules). */
import type { MergePreview, MergeSide, MergeWay } from '#shared/contract/merge.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { Customer, MergeUndo } from '#shared/domain/entity/book.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { partOffers, type Choices } from '#shared/domain/merge/choose.ts';
import { doubleRows, type CardRows, type DoubleRow } from '#shared/domain/merge/double.ts';
import {
  isUndoable,
  mergeWrites,
  undoHours,
  unmergeWrites,
  type MergeWrite,
} from '#shared/domain/merge/merge.ts';
import { mergePartNames, partOf } from '#shared/domain/merge/part.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import type { LocalDb } from '../db/local-db.ts';
import { loadDictionaryNames } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { findActivity, findRow, getRow } from '../db/repository/customer.ts';
import { countCardRows, listMergedCards, loadCardRows } from '../db/repository/merge.ts';
import { findReplicaRow, getReplicaTable } from '../db/replica-table.ts';
import type { LocalWrite } from '../local-write.ts';
import { latest } from './customer-sort.ts';

const hourMs = 3_600_000;

export function mergedViews(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  rootId: string,
): { id: string; name: string; at: string; undoUntil: string | null }[] {
  return listMergedCards(db, rootId).map(({ id, name, at, mergedIntoId }) => {
    const undo = findRow(db, 'customer', id)?.mergeUndo ?? null;
    const can = undo !== null && mergedIntoId === rootId && isUndoable(undo, clock.now());
    return { id, name, at, undoUntil: can ? undoUntil(undo) : null };
  });
}

function undoUntil({ at }: Pick<MergeUndo, 'at'>): string {
  return new Date(Date.parse(at) + undoHours * hourMs).toISOString();
}

export function createMergeService({ db, mutator, clock, cards }: CoreContext) {
  const index = createCustomerIndex(db);

  function getLiving(id: string): Customer {
    const customer = getRow(db, 'customer', id);
    if (customer.deletedAt !== null || customer.mergedIntoId !== null)
      throw new CoreError('REFUSED', 'MERGE_GONE');
    return customer;
  }

  function getPair(ids: readonly [string, string]): [Customer, Customer] {
    if (ids[0] === ids[1]) throw new CoreError('REFUSED', 'MERGE_SAME');
    return [getLiving(ids[0]), getLiving(ids[1])];
  }

  const rowsOf = ({ id }: Customer) => loadCardRows(db, id, dateOf(clock.now()));

  function exclusiveGroups(): (tagId: string) => string | undefined {
    const names = loadDictionaryNames(db);
    return (tagId) => {
      const tag = names.byId(tagId);
      return tag?.isExclusive ? tag.groupName : undefined;
    };
  }

  function sideOf(customer: Customer, rows: CardRows): MergeSide {
    const { lastContactAt, lastCommentAt } = findActivity(db, customer.id);
    const fields = Object.fromEntries(
      mergePartNames.flatMap((name) => partOf(name).fields).map((field) => [field, customer[field]]),
    ) as unknown as MergeSide;
    return {
      ...fields,
      id: customer.id,
      bookName: findBookName(db, customer.scopeId),
      createdAt: customer.createdAt,
      lastTouchAt: latest(lastContactAt, lastCommentAt),
      contacts: rows.contactPoints.map(({ kind, value }) => ({ kind, value })),
      tags: rows.tags.map(({ name }) => name),
      counts: countCardRows(db, customer.id),
    };
  }

  function wayOf(kept: Customer, other: Customer, rows: readonly [CardRows, CardRows]): MergeWay {
    const doubles = doubleRows(rows[0], rows[1], exclusiveGroups());
    const isDouble = new Set(doubles.map(({ id }) => id));
    const names = new Set(rows[0].tags.map(({ name }) => name));
    return {
      keepId: kept.id,
      offers: partOffers(kept, other),
      doubles: [...Map.groupBy(doubles, ({ entity }) => entity)].map(([entity, group]) => ({
        entity,
        count: group.length,
      })),
      droppedTags: rows[1].tags
        .filter(({ id, name }) => isDouble.has(id) && !names.has(name))
        .map(({ name }) => name),
    };
  }

  return {
    /** Resolves when a long history is where its card is now, too. */
    settled: () => cards.settled(),

    preview(ids: readonly [string, string]): MergePreview {
      index.refresh();
      const [a, b] = getPair(ids).toSorted(olderFirst) as [Customer, Customer];
      const [ofA, ofB] = [rowsOf(a), rowsOf(b)];
      const sides: [MergeSide, MergeSide] = [sideOf(a, ofA), sideOf(b, ofB)];
      return {
        sides,
        ways: [wayOf(a, b, [ofA, ofB]), wayOf(b, a, [ofB, ofA])],
        proposedKeepId: weightOf(sides[1]) > weightOf(sides[0]) ? b.id : a.id,
        refusal: a.scopeId === b.scopeId ? null : 'OTHER_BOOK',
      };
    },

    run(keepId: string, otherId: string, choices: Choices): { customerId: string; undoUntil: string } {
      const [kept, other] = getPair([keepId, otherId]);
      if (kept.scopeId !== other.scopeId) throw new CoreError('REFUSED', 'OTHER_BOOK');
      const doubles = doubleRows(rowsOf(kept), rowsOf(other), exclusiveGroups());
      const at = instantOf(clock);
      mutator.mutate('customer.merge', [
        ...mergeWrites({ kept, other, doubles }, choices, at).map(patchOf),
        changeOf(db, kept, other, at),
      ]);
      return { customerId: kept.id, undoUntil: undoUntil({ at }) };
    },

    undo(customerId: string): { customerId: string } {
      const other = getRow(db, 'customer', customerId);
      const { mergeUndo, mergedIntoId } = other;
      if (mergeUndo === null || mergedIntoId === null) throw new CoreError('NOT_FOUND', 'merge');
      if (!isUndoable(mergeUndo, clock.now())) throw new CoreError('REFUSED', 'MERGE_UNDO_OVER');
      const kept = getRow(db, 'customer', mergedIntoId);
      if (kept.mergedIntoId !== null) throw new CoreError('REFUSED', 'MERGE_UNDO_NEWER');
      const deletedAtOf = ({ entity, id }: DoubleRow) =>
        findReplicaRow(db, getReplicaTable(entity), id)?.['deletedAt'] as string | null | undefined;
      const writes = unmergeWrites(kept, { ...other, mergeUndo }, deletedAtOf).map(patchOf);
      const change = findRow(db, 'card_change', changeIdOf(kept, other));
      if (change && change.deletedAt === null)
        writes.push(
          patchOf({ entity: 'card_change', id: change.id, fields: { deletedAt: instantOf(clock) } }),
        );
      mutator.mutate('customer.unmerge', writes);
      return { customerId: other.id };
    },
  };
}

function patchOf({ entity, id, fields }: MergeWrite): LocalWrite {
  return { op: 'patch', entity: entity as EntityName, id, fields };
}

/** The line of the history that says so: one of a pair, however many devices merge it, and again after an undo. */
function changeOf(db: LocalDb, kept: Customer, other: Customer, at: string): LocalWrite {
  const id = changeIdOf(kept, other);
  if (findRow(db, 'card_change', id))
    return patchOf({ entity: 'card_change', id, fields: { deletedAt: null } });
  return {
    op: 'insert',
    entity: 'card_change',
    id,
    scope: kept.scopeId,
    fields: {
      customerId: kept.id,
      field: 'merge',
      fromValue: other.name,
      toValue: kept.name,
      reason: '',
      signs: [],
      happenedAt: at,
    },
  };
}

function changeIdOf(kept: Customer, other: Customer): string {
  return derivedId('card_change', 'merge', other.id, kept.id);
}

function olderFirst(a: Customer, b: Customer): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1;
}

/** How much there is on a card: what was done counts more than what was typed in. */
function weightOf(side: MergeSide): number {
  const rows = Object.values(side.counts).reduce((sum, count) => sum + count, 0);
  const filled = mergePartNames.filter((name) => !partOf(name).isEmpty(side as never)).length;
  return rows * 3 + side.contacts.length + side.tags.length + filled;
}

function findBookName(db: LocalDb, bookId: string): string {
  return db.raw<{ name: string }>('SELECT name FROM book WHERE id=?', bookId)[0]?.name ?? '';
}
