/** What a cell asks for in a push, and how to see in the database that it came to be. */
import { sql } from 'kysely';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { findEntity } from '#shared/domain/entity/registry.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { Db } from '#server/db/database.ts';
import { insert, patch } from '#test/server/device.ts';
import type { Principal } from './cast.ts';
import { rowIdOf, type Place } from './place.ts';
import { insertFields } from './insert-field.ts';
import type { Cell } from './policy-cell.ts';
import { typedText } from './recorder.ts';

export interface Probe {
  write: Write;
  isDone(): Promise<boolean>;
  /** Puts back what the other doors look for. */
  back?: Write;
}

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
  appointment: (text) => ['title', text],
  key_date: (text) => ['label', text],
  signal: (text) => ['body', text],
  surprise: (text) => ['body', text],
  sop_enrolment: (text) => ['leftNote', text],
  campaign: () => ['stoppedAt', new Date(Date.UTC(2026, 1, 3, 0, 0, 0, ++count)).toISOString()],
  campaign_recipient: () => ['closedAt', new Date(Date.UTC(2026, 1, 3, 0, 0, 0, ++count)).toISOString()],
  deal: (text) => ['product', text.slice(0, 200)],
  patrol: () => ['outcome', 'liked'],
  household_member: (text) => ['relation', text.slice(0, 50)],
  outside_contact: () => ['openOn', '2026-02-03'],
  tier_check: () => ['score', 7],
  need: (text) => ['body', text],
  endorsement: (text) => ['body', text],
  interest: (text) => ['topic', text.slice(0, 50)],
  relation: (text) => ['remark', text],
  card_change: (text) => ['reason', text],
  attachment: (text) => ['name', text],
  contact_reveal: () => ['kind', 'wechat'],
  list_view: (text) => ['name', text.slice(0, 50)],
  import_template: (text) => ['name', text.slice(0, 50)],
  leave: () => ['kind', 'rest'],
  wechat_account: () => ['openedOn', `20${10 + (++count % 80)}-01-01`],
  friend_add: (text) => ['who', text.slice(0, 200)],
  group_chat: (text) => ['name', text.slice(0, 200)],
  group_post: (text) => ['body', text],
  meeting: (text) => ['title', text],
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

/** Undefined where pushing has nothing to do with the cell. */
export function findProbe(db: Db, { at }: Principal, { entity, action, place }: Cell): Probe | undefined {
  if (!findEntity(entity)) return undefined;
  const { own, [place]: target } = at;
  const scope = scopeIdOf(target, entity);
  const id = rowIdOf(target, entity);
  const text = `${typedText} ${++count}`;
  const change = (fields: Record<string, unknown>) => patch(entity, scope, id, sawEverything, fields);
  const holds = async (field: string, value: unknown) =>
    (await findRow(db, entity, scope, id))?.[field] === value;
  if (action === 'create') {
    const write = insert(
      entity,
      scope,
      insertFields(target, entity, () => text.slice(0, 50)),
    );
    const isDone = async () =>
      (await findRow(db, entity, scope, write.id))?.['companyId'] === target.companyId;
    return { write, isDone };
  }
  if (action === 'change') {
    const [field, value] = changes[entity]!(text, own);
    const back = entity === 'conflict' ? { back: change({ status: 'open' }) } : {};
    return { write: change({ [field]: value }), isDone: () => holds(field, value), ...back };
  }
  if (action === 'delete') {
    const deletedAt = new Date().toISOString();
    const isDone = () => holds('deletedAt', deletedAt);
    return { write: change({ deletedAt }), isDone, back: change({ deletedAt: null }) };
  }
  if (action === 'reassign' && entity !== 'book') {
    const { bookId, personId } = own;
    const fields = { scopeId: bookId, bookId, ownerId: personId, createdBy: personId };
    return { write: change(fields), isDone: async () => true };
  }
  return undefined;
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
