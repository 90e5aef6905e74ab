/** Sync push as a door: makes, changes, deletes, restores and moves rows of any scope, and looks what became of them. */
import { sql } from 'kysely';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { findEntity } from '#shared/domain/entity/registry.ts';
import { randomHex } from '#shared/lib/uuid.ts';
import { pushResponse, type Mutation, type PushResult, type Write } from '#shared/protocol/sync.ts';
import type { Db } from '#server/db/database.ts';
import { codeOf, insert, patch } from '#test/server/device.ts';
import type { Cast, Principal } from './cast.ts';
import { rowIdOf, seededAt, type Place } from './company.ts';
import { insertFields } from './insert-field.ts';
import type { Cell } from './policy-cell.ts';
import { typedText, type Outcome } from './recorder.ts';

/** What a change sets; for entities without a field that may change, one that must not. */
const changes: Record<string, (text: string, own: Place) => [field: string, value: unknown]> = {
  customer: (text) => ['remark', text],
  contact_point: (text) => ['label', text],
  promise: (text) => ['body', text],
  customer_order: () => ['quantity', ++count],
  touch: () => ['replied', true],
  note: (text) => ['body', text],
  moment: (text) => ['body', text],
  customer_tag: (text) => ['name', text.slice(0, 50)],
  conflict: () => ['status', 'dismissed'],
  plan: (text) => ['reflection', text],
  plan_item: () => ['status', 'done'],
  person: () => ['role', 'admin'],
  team: (text) => ['name', text],
  book: (_text, own) => ['ownerId', own.personId],
  tag: (text) => ['name', text.slice(0, 50)],
  content_item: (text) => ['body', text],
  sop: (text) => ['name', text],
  setting: (text) => ['value', text],
};

/** Newer than anything: whoever sends it says that they saw everything. */
const sawEverything = 1_000_000;
let count = 0;

export function createPushDoor({ server, recorder, ask }: Cast) {
  const { db } = server;

  /** Undefined where pushing has nothing to do with the cell. */
  return async function pushDoor(principal: Principal, cell: Cell): Promise<boolean> {
    const { entity, action, place } = cell;
    const isAsked =
      ['create', 'change', 'delete'].includes(action) || (action === 'reassign' && entity !== 'book');
    if (!findEntity(entity) || !isAsked) return false;
    const own = principal.at.own;
    const target = principal.at[place];
    const outcome = await attempt(principal, entity, action, target, own);
    recorder.cell('push', cell, outcome);
    return true;
  };

  async function attempt(
    principal: Principal,
    entity: string,
    action: Cell['action'],
    target: Place,
    own: Place,
  ): Promise<Outcome | { odd: string }> {
    const scope = scopeIdOf(target, entity);
    const id = rowIdOf(target, entity);
    const text = `${typedText} ${++count}`;
    if (action === 'create') {
      const write = insert(
        entity,
        scope,
        insertFields(target, entity, () => text.slice(0, 50)),
      );
      const answer = await push(principal, [write]);
      if (answer === 'deny') return 'deny';
      const stored = await findRow(db, entity, scope, write.id);
      return verdict(answer, stored !== undefined && stored['companyId'] === target.companyId);
    }
    if (action === 'change') {
      const [field, value] = changes[entity]!(text, own);
      const answer = await push(principal, [patch(entity, scope, id, sawEverything, { [field]: value })]);
      if (answer === 'deny') return 'deny';
      const stored = await findRow(db, entity, scope, id);
      // Open again, so that the other doors find it.
      if (entity === 'conflict')
        await push(principal, [patch(entity, scope, id, sawEverything, { status: 'open' })]);
      return answer[0]!.status === 'rejected' || stored?.[field] !== value ? 'deny' : 'allow';
    }
    if (action === 'reassign') {
      const fields = {
        scopeId: own.bookId,
        bookId: own.bookId,
        ownerId: own.personId,
        createdBy: own.personId,
      };
      const answer = await push(principal, [patch(entity, scope, id, sawEverything, fields)]);
      return answer === 'deny' ? 'deny' : verdict(answer, true);
    }
    const deletedAt = new Date().toISOString();
    const gone = await push(principal, [patch(entity, scope, id, sawEverything, { deletedAt })]);
    const isGone = gone !== 'deny' && (await findRow(db, entity, scope, id))?.['deletedAt'] === deletedAt;
    if (!isGone) return 'deny';
    const back = await push(principal, [patch(entity, scope, id, sawEverything, { deletedAt: null })]);
    const isBack = back !== 'deny' && (await findRow(db, entity, scope, id))?.['deletedAt'] === null;
    return isBack ? 'allow' : { odd: 'deleted, and not brought back' };
  }

  async function push(principal: Principal, writes: Write[]): Promise<'deny' | PushResult[]> {
    const { device } = principal;
    const made: Mutation = { id: randomHex(16), seq: 1, name: 'matrix', at: seededAt, writes };
    // A device counts its mutations; nobody has none to count.
    const mutation = device?.mutation(writes) ?? made;
    const deviceEpoch = device?.session.deviceEpoch ?? 'guessed';
    const answer = await ask(principal, '/v1/sync/push', { deviceEpoch, mutations: [mutation] });
    if (answer.status !== 200) {
      recorder.check(
        `${principal.name}: a refused push says no more than who is asking`,
        isPlain(answer.status),
        codeOf(answer),
      );
      return 'deny';
    }
    return pushResponse.parse(answer.body).results;
  }
}

const isPlain = (status: number) => status === 401 || status === 403;

function verdict(results: PushResult[], isStored: boolean): Outcome | { odd: string } {
  const isApplied = results.every(({ status }) => status === 'applied');
  if (!isApplied) return 'deny';
  return isStored ? 'allow' : { odd: 'applied, but not stored' };
}

function scopeIdOf(place: Place, entity: string): string {
  const { scope } = findEntity(entity)!;
  if (scope === 'company') return place.companyId;
  return scope === 'book' ? place.bookId : place.personId;
}

async function findRow(db: Db, entity: string, scopeId: string, id: string) {
  const { rows } = await sql<Record<string, unknown>>`
    select * from ${sql.table(snakeCase(entity))} where scope_id = ${scopeId} and id = ${id}
  `.execute(db);
  return rows[0];
}
