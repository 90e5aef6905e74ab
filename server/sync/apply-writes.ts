/** Applies the writes of one mutation to rows in memory, in order, and then to the tables, set-based. */
import type { Entity } from '#shared/domain/entity/entity.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { derivedId, isDerivedId } from '#shared/lib/derived-id.ts';
import type { Mutation } from '#shared/protocol/sync.ts';
import type { Trx } from '../db/database.ts';
import { deleteRows, findRows, insertRows, updateRows, type StoredRow } from '../db/row-store.ts';
import type { Principal } from '../domain/principal.ts';
import type { CheckedInsert, CheckedPatch, CheckedWrite } from './checked-write.ts';
import { withKeptAuthors, type ConflictDraft } from './kept-author.ts';
import { followed, isMerge, isMergeField, loadCardWays, standingMerge } from './merge-rule.ts';
import { isInScope } from './page-rows.ts';
import { resolvePatch, type Author } from './patch-rule.ts';
import { Rejection } from './rejection.ts';
import { dropServerItems, isServerMade } from './server-plan.ts';
import { decided, takenConflicts, type TakenConflicts } from './taken-conflict.ts';
import type { ScopeAccess } from './write-access.ts';

/** The rows of one entity in one scope that the mutation touches. */
interface Group {
  entity: Entity;
  access: ScopeAccess;
  rows: Map<string, StoredRow>;
  inserted: Set<string>;
  /** Of the inserted ones those that take the place of what the server made. */
  replaced: Set<string>;
  changed: Set<string>;
  /** Of customers: the cards that those of the mutation are, or become, part of. */
  ways: Map<string, StoredRow>;
}

export interface Applied {
  conflicts: number;
  /** Scopes that got new rows or changes; the others keep their version. */
  scopes: Set<string>;
}

export async function applyWrites(
  trx: Trx,
  clock: Clock,
  principal: Principal,
  mutation: Mutation,
  writes: readonly CheckedWrite[],
  accesses: ReadonlyMap<string, ScopeAccess>,
): Promise<Applied> {
  const groups = await loadGroups(trx, writes, accesses);
  const taken = takenConflicts(writes, (write) => groups.get(groupKey(write))!.rows.get(write.id));
  const drafts: ConflictDraft[] = [];
  const merges = isMerge(writes);
  for (const [place, write] of writes.entries()) {
    const group = groups.get(groupKey(write))!;
    const version = group.access.scope.version + 1;
    const author: Author = {
      deviceEpoch: principal.deviceEpoch,
      seq: mutation.seq,
      version,
      addressed: write.addressed,
      personId: principal.personId,
      isFormerOwner: group.access.isFormerOwner,
    };
    if (write.op === 'insert') insert(group, write, principal, author);
    else drafts.push(...patch(group, write, place, taken, author, mutation, clock, principal, merges));
  }
  const conflictRows = await withKeptAuthors(trx, principal.companyId, drafts);
  const scopes = new Set(conflictRows.map((row) => row.scopeId));
  for (const group of groups.values()) {
    const scopeId = group.access.scope.id;
    const inserted = [...group.inserted].map((id) => group.rows.get(id)!);
    const changed = [...group.changed]
      .filter((id) => !group.inserted.has(id))
      .map((id) => group.rows.get(id)!);
    if (inserted.length + changed.length > 0) scopes.add(scopeId);
    await deleteRows(trx, group.entity, scopeId, [...group.replaced]);
    await insertRows(trx, group.entity, inserted);
    await updateRows(trx, group.entity, scopeId, changed);
  }
  await insertRows(trx, getEntity('conflict'), conflictRows);
  await dropReplacedLists(trx, clock, groups);
  return { conflicts: conflictRows.length, scopes };
}

async function dropReplacedLists(trx: Trx, clock: Clock, groups: ReadonlyMap<string, Group>): Promise<void> {
  for (const { entity, access, replaced } of groups.values()) {
    if (entity.name !== 'plan') continue;
    const scopeId = access.scope.id;
    const items = groups.get(`${scopeId} plan_item`);
    for (const planId of replaced) {
      const list = { scopeId, planId, keptIds: [...(items?.inserted ?? [])] };
      await dropServerItems(trx, list, { version: access.scope.version + 1, at: instantOf(clock) });
    }
  }
}

async function loadGroups(
  trx: Trx,
  writes: readonly CheckedWrite[],
  accesses: ReadonlyMap<string, ScopeAccess>,
): Promise<Map<string, Group>> {
  const groups = new Map<string, Group>();
  for (const [key, members] of Map.groupBy(writes, groupKey)) {
    const { entity, scope } = members[0]!;
    const access = accesses.get(scope)!;
    if (!isInScope(entity, access.scope.kind)) {
      throw new Rejection('INVALID', `${entity.name} does not belong in a ${access.scope.kind} scope`);
    }
    const ids = [...new Set(members.map((write) => write.id))];
    const rows = await findRows(trx, entity, scope, ids);
    const ways = entity.name === 'customer' ? await loadCardWays(trx, scope, rows, members) : new Map();
    const sets = { inserted: new Set<string>(), replaced: new Set<string>(), changed: new Set<string>() };
    groups.set(key, { entity, access, rows, ways, ...sets });
  }
  return groups;
}

function insert(group: Group, write: CheckedInsert, principal: Principal, author: Author): void {
  const { version } = author;
  const present = group.rows.get(write.id);
  // Another device of the person made the same thing of the same parts: there it is (SPEC WRITE10).
  const isAlike = present && isDerivedId(write.id) && present.createdBy === principal.personId;
  if (isAlike && !isServerMade(group.entity, present)) return;
  if (isAlike) group.replaced.add(write.id);
  else if (present) throw new Rejection('DUPLICATE_ROW', `${write.entity.name} exists already`);
  group.inserted.add(write.id);
  group.rows.set(write.id, {
    ...write.fields,
    companyId: principal.companyId,
    scopeId: write.scope,
    id: write.id,
    version,
    createdAt: write.createdAt,
    createdBy: principal.personId,
    deletedAt: null,
    late: author.isFormerOwner,
    fieldVersion: { '*': { v: version, d: author.deviceEpoch, s: author.seq } },
  });
}

function patch(
  group: Group,
  asked: CheckedPatch,
  place: number,
  taken: TakenConflicts,
  author: Author,
  mutation: Mutation,
  clock: Clock,
  principal: Principal,
  merges: boolean,
): ConflictDraft[] {
  const { version } = author;
  const findCard = (id: string) => group.rows.get(id) ?? group.ways.get(id);
  const write = group.entity.name === 'customer' ? standingMerge(asked, findCard) : asked;
  const row = group.rows.get(write.id);
  // Decided about a conflict that a restored server lost, and that did not come again (SPEC EPOCH8).
  if (!row && write.entity.name === 'conflict') return [];
  if (!row) throw new Rejection('UNKNOWN_ROW', `${write.entity.name} is not in the scope`);
  const outcome = resolvePatch(row, write.fields, write.seen, author);
  const { set, late } = author.isFormerOwner ? outcome : decided(outcome, row, taken);
  const isUntold = ({ field }: { field: string }) =>
    isLetGo(group.entity, field, write.fields) || (merges && field === 'deletedAt' && row.deletedAt !== null);
  const { row: kept, late: told } = followed(
    row,
    late.filter((value) => !isUntold(value)),
    findCard,
  );
  // A row of which something was let go comes again, because its device takes the mutation for applied.
  if (Object.keys(set).length > 0 || told.length < late.length || write !== asked) {
    const stamp = { v: version, d: author.deviceEpoch, s: author.seq };
    const stamps = Object.fromEntries(Object.keys(set).map((field) => [field, stamp]));
    group.rows.set(row.id, {
      ...row,
      ...set,
      version,
      fieldVersion: { ...row.fieldVersion, ...stamps },
    });
    group.changed.add(row.id);
  }
  return told.map(({ field, keptValue, lateValue, keptStamp }) => ({
    keptStamp,
    row: {
      companyId: principal.companyId,
      scopeId: write.scope,
      // The same again when it is offered to a restored server: what was decided about it still finds it.
      id: derivedId('conflict', mutation.id, String(place), field),
      version,
      createdAt: instantOf(clock),
      createdBy: principal.personId,
      deletedAt: null,
      late: author.isFormerOwner,
      fieldVersion: {},
      entity: group.entity.name,
      rowId: kept.id,
      customerId: group.entity.name === 'customer' ? kept.id : (row.customerId ?? null),
      field,
      keptValue,
      keptBy: keptStamp ? null : kept.createdBy,
      keptAt: keptStamp ? null : kept.createdAt,
      lateValue,
      lateBy: principal.personId,
      lateAt: mutation.at,
      status: 'open',
    },
  }));
}

/**
 * Late values that need no conflict of their own: of two decisions about one conflict the first stands (SPEC WRITE8);
 * place and removal of a plan item, and that it gave way, are the program's, not the person's (SPEC CONFLICT9).
 */
function isLetGo(entity: Entity, field: string, fields: Record<string, unknown>): boolean {
  if (entity.name === 'customer') return isMergeField(field, fields);
  if (entity.name === 'plan_item') return letGoOfPlanItem.has(field);
  return entity.name === 'conflict';
}

const letGoOfPlanItem: ReadonlySet<string> = new Set(['ordinal', 'deletedAt', 'displacedAt', 'offCode']);

function groupKey(write: CheckedWrite): string {
  return `${write.scope} ${write.entity.name}`;
}
