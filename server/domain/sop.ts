/** The company's SOPs (rules.md R8; policy `sop`): admins publish editions of them, everybody reads them. */
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { Sop } from '#shared/domain/entity/company.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import { isStarter, triggerOf } from '#shared/domain/plan/sop/bank.ts';
import type { SopChange, SopChangeResult } from '#shared/protocol/sop.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Trx } from '../db/database.ts';
import { findRows, type StoredRow } from '../db/row-store.ts';
import type { AuditDetail } from './audit.ts';
import { runCommand, type CommandParts } from './command.ts';
import { openCompanyWriter, type CompanyWriter } from './company-row.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';
import { insertStarter, starterSops } from './starter-sop.ts';

type StoredSop = StoredRow & Sop;

/** Codes are never used again, so that what was done under one stays its. */
const ownCode = /^SOP-(\d+)$/;
const sopsAtMost = 500;

interface Work {
  trx: Trx;
  clock: Clock;
  companyId: string;
  writer: CompanyWriter;
  /** Every row there ever was, by edition. */
  rows: readonly StoredSop[];
}

export async function changeSop(
  parts: CommandParts,
  actor: Principal,
  change: SopChange,
): Promise<SopChangeResult> {
  const { clock } = parts;
  const { companyId } = actor;
  return runCommand(parts, actor, {
    name: `sop.${change.do}`,
    action: 'write',
    subject: 'sop',
    async run(trx) {
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      const rows = await loadRows(trx, companyId);
      const { detail, ...result } = await apply({ trx, clock, companyId, writer, rows }, change);
      return { result, detail, notices: [{ scope: companyId, version: writer.version }] };
    },
  });
}

async function apply(work: Work, change: SopChange): Promise<SopChangeResult & { detail: AuditDetail }> {
  const { clock, writer, rows } = work;
  const today = dateOf(clock.now());
  if (change.do === 'create') {
    if (rows.length >= sopsAtMost) throw new Refusal('INVALID', 'too many SOPs');
    const numbers = rows.map(({ code }) => Number(ownCode.exec(code)?.[1] ?? 0));
    const code = `SOP-${Math.max(0, ...numbers) + 1}`;
    await insert(work, { code, edition: 1, fromOn: today, retiredAt: null, ...change.fields });
    return { code, edition: 1, detail: { code, name: change.fields.name, edition: 1 } };
  }
  const { code } = change;
  if (change.do === 'addStarter') {
    const starter = starterSops.find((one) => one.code === code);
    if (!starter) throw new Refusal('NOT_FOUND', 'no such starter');
    const former = rows.filter((row) => row.code === code);
    if (former.some(({ deletedAt }) => deletedAt === null))
      throw new Refusal('STALE', 'the company has one of this code');
    const edition = Math.max(0, ...former.map((row) => row.edition)) + 1;
    // Without one of its own the company has the days after an order already: nobody who is on them shall lose them.
    const fromOn = code === 'AFTERSALE' ? null : today;
    await insertStarter(writer, clock, starter, { fromOn, edition });
    return { code, edition, detail: { code, name: starter.name, edition } };
  }
  const own = rows.filter((row) => row.code === code && row.deletedAt === null);
  const newest = own.at(-1);
  if (!newest) throw new Refusal('NOT_FOUND', 'no such SOP');
  if (newest.edition !== change.seenEdition)
    throw new Refusal('STALE', 'somebody else has changed this SOP since');
  const detail = { code, name: newest.name, edition: newest.edition };
  switch (change.do) {
    case 'publish': {
      const edition = Math.max(...rows.filter((row) => row.code === code).map((row) => row.edition)) + 1;
      // Whoever starts today is on the edition that was there this morning.
      const fromOn = addDays(today, 1);
      await insert(work, { code, edition, fromOn, retiredAt: newest.retiredAt, ...change.fields });
      return { code, edition, detail: { code, name: change.fields.name, edition } };
    }
    case 'takeBack': {
      if (!(await isUnused(work, newest, own.length, today)))
        throw new Refusal('STALE', 'somebody may be on it already');
      await writer.change('sop', newest, { deletedAt: instantOf(clock) });
      return { code, edition: own.at(-2)?.edition ?? 0, detail };
    }
    case 'retire':
    case 'restore': {
      const retiredAt = change.do === 'retire' ? (newest.retiredAt ?? instantOf(clock)) : null;
      await writer.change('sop', newest, { retiredAt });
      return { code, edition: newest.edition, detail };
    }
  }
}

/** An edition of tomorrow; or a SOP of its own of which nobody has been put on by hand and that begins by nothing else. */
async function isUnused(
  { trx, companyId }: Work,
  sop: StoredSop,
  editions: number,
  today: string,
): Promise<boolean> {
  if (editions > 1) return sop.fromOn !== null && sop.fromOn > today;
  if (isStarter(sop.code)) {
    // Added today by an admin who thinks better of it; never those the company was made with.
    if (sop.createdBy === null || dateOf(sop.createdAt) !== today) return false;
  } else if (triggerOf(sop) !== 'hand' && sop.fromOn !== today) return false;
  const used = await trx
    .selectFrom('sop_enrolment')
    .select('id')
    .where('companyId', '=', companyId)
    .where('code', '=', sop.code)
    .where('deletedAt', 'is', null)
    .limit(1)
    .execute();
  return used.length === 0;
}

async function insert({ clock, writer }: Work, row: Omit<Sop, keyof StoredRow>): Promise<void> {
  await writer.insert('sop', { id: uuidv7(clock), ...row });
}

async function loadRows(trx: Trx, companyId: string): Promise<StoredSop[]> {
  const ids = await trx.selectFrom('sop').select('id').where('scopeId', '=', companyId).execute();
  const rows = await findRows(
    trx,
    getEntity('sop'),
    companyId,
    ids.map(({ id }) => id),
  );
  return ([...rows.values()] as StoredSop[]).toSorted((a, b) => a.edition - b.edition);
}
