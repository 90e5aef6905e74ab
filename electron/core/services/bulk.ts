/** One change to many customers, looked at before and taken back in one step (practice C01). */
import type { bulkChange, BulkChange } from '#shared/contract/list-view.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { CustomerTag } from '#shared/domain/entity/book.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { createIdSequence, uuidv7 } from '#shared/lib/uuid.ts';
import type { z } from 'zod';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listDictionaryTags, loadDictionaryNames, loadSettings } from '../db/repository/company-data.ts';
import type { LocalWrite } from '../local-write.ts';
import { createCustomerListService } from './customer-list.ts';
import { nextFields } from './next-day.ts';
import { createTagger, requireGivable } from './tag.ts';

type Change = z.output<typeof bulkChange>;

interface Target {
  id: string;
  scopeId: string;
  tier: string;
  nextOn: string | null;
  nextReason: string;
  tags: Pick<CustomerTag, 'id' | 'name' | 'tagId'>[];
}

interface Outcome {
  writes: LocalWrite[][];
  changed: number;
  same: number;
  missing: number;
  replaced: { name: string; customers: number }[];
  day: { due: number; most: number } | null;
}

/** A mutation holds at most 2,000 writes; a customer's stay together, and at most this many are in one. */
const customersPerMutation = 300;
/** The last few can be taken back; a longer memory would take back what was built upon. */
const kept = 10;

export function createBulkService(context: CoreContext) {
  const { db, mutator, clock } = context;
  const customers = createCustomerListService(context);
  const done = new Map<string, LocalWrite[][]>();

  function load(ids: readonly string[]): Target[] {
    const asked = JSON.stringify([...new Set(ids)]);
    const tags = db.raw<Target['tags'][number] & { customerId: string }>(
      `SELECT id, name, tag_id, customer_id FROM carried_tag WHERE (expires_on IS NULL OR expires_on >= ?) AND customer_id IN (SELECT value FROM json_each(?))`,
      dateOf(clock.now()),
      asked,
    );
    const tagsOf = Map.groupBy(tags, (tag) => tag.customerId);
    return db
      .raw<Omit<Target, 'tags'>>(
        `SELECT id, scope_id, tier, next_on, next_reason FROM customer
         WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
        asked,
      )
      .map((row) => ({ ...row, tags: tagsOf.get(row.id) ?? [] }));
  }

  function workOut(ids: readonly string[], change: Change): Outcome {
    const targets = load(ids);
    const writesFor = writerOf(change);
    const writes: LocalWrite[][] = [];
    const replaced = new Map<string, number>();
    for (const target of targets) {
      const own = writesFor(target);
      if (own.length === 0) continue;
      writes.push(own);
      if (change.do !== 'addTag') continue;
      for (const write of own) {
        const name = write.op === 'patch' && target.tags.find((tag) => tag.id === write.id)?.name;
        if (name) replaced.set(name, (replaced.get(name) ?? 0) + 1);
      }
    }
    return {
      writes,
      changed: writes.length,
      same: targets.length - writes.length,
      missing: new Set(ids).size - targets.length,
      replaced: [...replaced].map(([name, customers]) => ({ name, customers })),
      day: change.do === 'setNext' ? dayAfter(change.on, writes) : null,
    };
  }

  /** How full the day is afterwards: those due on it anyway, and those that come. */
  function dayAfter(on: string, writes: readonly LocalWrite[][]): { due: number; most: number } {
    const coming = new Set(writes.map(([first]) => first!.id));
    const there = customers
      .list({}, { by: 'name', direction: 'asc' })
      .lines.filter(({ id, nextTouchOn }) => nextTouchOn === on && !coming.has(id)).length;
    return { due: there + coming.size, most: loadSettings(db)['day.chats'] };
  }

  function writerOf(change: Change): (target: Target) => LocalWrite[] {
    switch (change.do) {
      case 'addTag': {
        const tagger = createTagger(listDictionaryTags(db), clock, dateOf(clock.now()));
        return (target) => tagger(target, target.tags, [change.name], change);
      }
      case 'removeTag': {
        const name = loadDictionaryNames(db).meantBy(change.name);
        return ({ tags }) =>
          tags
            .filter((tag) => tag.name === name)
            .map(({ id }) => ({
              op: 'patch',
              entity: 'customer_tag',
              id,
              fields: { deletedAt: instantOf(clock) },
            }));
      }
      case 'setNext': {
        const fields = nextFields({ on: change.on, reason: change.reason }, clock);
        return ({ id, nextOn, nextReason }) =>
          nextOn === change.on && nextReason === change.reason
            ? []
            : [{ op: 'patch', entity: 'customer', id, fields: { ...fields } }];
      }
      case 'setTier': {
        const nextId = createIdSequence(clock);
        return ({ id, scopeId, tier }) =>
          tier === change.tier
            ? []
            : [
                { op: 'patch', entity: 'customer', id, fields: { tier: change.tier } },
                {
                  op: 'insert',
                  entity: 'card_change',
                  id: nextId(),
                  scope: scopeId,
                  fields: {
                    customerId: id,
                    field: 'tier',
                    fromValue: tier,
                    toValue: change.tier,
                    reason: change.reason,
                    signs: [],
                    happenedAt: instantOf(clock),
                  },
                },
              ];
      }
    }
  }

  function write(name: string, groups: readonly LocalWrite[][]): void {
    db.transaction(() => {
      for (let at = 0; at < groups.length; at += customersPerMutation) {
        mutator.mutate(name, groups.slice(at, at + customersPerMutation).flat(), { joins: true });
      }
    });
  }

  /** What a write takes back, from the row as it stands before. */
  function inverseOf(own: LocalWrite): LocalWrite {
    if (own.op === 'insert') {
      return { op: 'patch', entity: own.entity, id: own.id, fields: { deletedAt: instantOf(clock) } };
    }
    const names = Object.keys(own.fields);
    if (own.entity === 'customer_tag') return { ...own, fields: { deletedAt: null } };
    const [row] = db.raw<Record<string, unknown>>(`SELECT * FROM ${own.entity} WHERE id = ?`, own.id);
    return { ...own, fields: Object.fromEntries(names.map((name) => [name, row![name]])) };
  }

  /** Whether the row is still as the change left it. */
  function isUntouched(inverse: LocalWrite, change: readonly LocalWrite[]): boolean {
    const [row] = db.raw<Record<string, unknown>>(`SELECT * FROM ${inverse.entity} WHERE id = ?`, inverse.id);
    if (!row) return false;
    const own = change.find((write) => write.id === inverse.id)!;
    if (own.op === 'insert') return row['deletedAt'] === null;
    return Object.entries(own.fields).every(([name, value]) => row[name] === value);
  }

  const applied = new Map<string, LocalWrite[][]>();

  return {
    preview(ids: readonly string[], change: BulkChange) {
      const { writes: _, ...figures } = workOut(ids, change as Change);
      return figures;
    },

    apply(ids: readonly string[], change: BulkChange) {
      if (change.do === 'addTag') requireGivable(loadDictionaryNames(db), change.name, change.reason);
      const { writes, ...figures } = workOut(ids, change as Change);
      if (writes.length === 0) return { ...figures, undoId: null };
      const inverse = writes.map((group) => group.map(inverseOf).reverse());
      write(`bulk.${change.do}`, writes);
      const undoId = uuidv7(clock);
      done.set(undoId, inverse);
      applied.set(undoId, writes);
      for (const old of [...done.keys()].slice(0, -kept)) {
        done.delete(old);
        applied.delete(old);
      }
      return { ...figures, undoId };
    },

    undo(undoId: string): { changed: number } {
      const inverse = done.get(undoId);
      const made = applied.get(undoId);
      if (!inverse || !made) throw new CoreError('NOT_FOUND');
      const groups = inverse.filter((group, at) => group.every((each) => isUntouched(each, made[at]!)));
      if (groups.length > 0) write('bulk.undo', groups);
      done.delete(undoId);
      applied.delete(undoId);
      return { changed: groups.length };
    },
  };
}
