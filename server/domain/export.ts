/**
 * Exports are granted, counted and logged here (rules.md R17): a rep or lead gets a number of rows a day, an admin any
 * number. The count is the audit log itself, so there is no second truth that could be reset.
 */
import type { z } from 'zod';
import { dateOf, startOfDate } from '#shared/domain/calendar.ts';
import { isAllowed } from '#shared/domain/policy.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { ExportAllowance, ExportRequest, exportResponse } from '#shared/protocol/export.ts';
import type { Db, Trx } from '../db/database.ts';
import { appendAudit } from './audit.ts';
import type { CommandParts } from './command.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

/** Rows a day without an admin (rules.md R17). */
export const exportRowsPerDay = 50;

const action = 'customer.export';

export async function exportAllowanceOf(
  { db, clock }: CommandParts,
  actor: Principal,
): Promise<ExportAllowance> {
  if (isBulk(actor)) return { rowsLeft: null, perDay: null };
  return { rowsLeft: await rowsLeft(db, clock, actor), perDay: exportRowsPerDay };
}

/** Two exports of one person at the same moment are counted one after the other: both wait for the head of the log. */
export async function beginExport(
  { db, clock }: CommandParts,
  actor: Principal,
  { format, rows, filter }: ExportRequest,
): Promise<z.infer<typeof exportResponse>> {
  const bulk = isBulk(actor);
  const { companyId, personId: actorId } = actor;
  return db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('auditHead')
      .select('id')
      .where('companyId', '=', companyId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const left = bulk ? null : await rowsLeft(trx, clock, actor);
    const told = { format, rows, filter, deviceId: actor.deviceId };
    if (left !== null && rows > left) {
      const detail = { ...told, rowsLeft: left };
      await appendAudit(trx, clock, { companyId, actorId, action: 'customer.export_refused', detail });
      return { granted: false as const, rowsLeft: left };
    }
    const exportId = uuidv7(clock);
    await appendAudit(trx, clock, { companyId, actorId, action, detail: { ...told, exportId } });
    return {
      granted: true as const,
      exportId,
      at: instantOf(clock),
      rowsLeft: left === null ? null : left - rows,
    };
  });
}

function isBulk({ role }: Principal): boolean {
  if (isAllowed(role, 'create', 'export', 'company')) return true;
  if (isAllowed(role, 'create', 'export', 'own')) return false;
  throw new Refusal('FORBIDDEN', 'exports are not allowed for this role');
}

async function rowsLeft(db: Db | Trx, clock: Clock, { companyId, personId }: Principal): Promise<number> {
  const entries = await db
    .selectFrom('audit')
    .select('detail')
    .where('companyId', '=', companyId)
    .where('actorId', '=', personId)
    .where('action', '=', action)
    .where('at', '>=', startOfDate(dateOf(clock.now())))
    .execute();
  const used = entries.reduce((sum, { detail }) => sum + (JSON.parse(detail) as { rows: number }).rows, 0);
  return Math.max(0, exportRowsPerDay - used);
}
