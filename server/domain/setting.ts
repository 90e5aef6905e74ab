/** Sets a number of the rules. Each value is a row of its own with author and time; the one before is marked deleted. */
import type { z } from 'zod';
import { hasLevel, levelOf, maySet, settingReach } from '#shared/domain/setting-level.ts';
import { isSettingKey, settingTable, type SettingKey } from '#shared/domain/setting.ts';
import { valueOf } from '#shared/domain/setting-kind.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { SetSettingRequest, setSettingResponse } from '#shared/protocol/setting.ts';
import type { Db, Trx } from '../db/database.ts';
import { runCommand, type CommandParts } from './command.ts';
import { openCompanyWriter } from './company-row.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

export async function setSetting(
  parts: CommandParts,
  actor: Principal,
  { key, value, teamId, personId, seenId }: SetSettingRequest,
): Promise<z.infer<typeof setSettingResponse>> {
  const { clock } = parts;
  const { companyId } = actor;
  const known = checkedKey(key);
  const personTeamId = personId === null ? null : await teamOf(parts.db, companyId, personId);
  const reach = settingReach(actor, { teamId, personId, personTeamId });
  if (!maySet(actor.role, known, reach))
    throw new Refusal('FORBIDDEN', 'this number is set by a lead or admin');
  if (!hasLevel(known, levelOf({ teamId, personId })))
    throw new Refusal('INVALID', 'this number holds for the whole company');
  if (value !== null && valueOf(settingTable[known], value) === undefined)
    throw new Refusal('INVALID', 'the number is out of its range');
  return runCommand(parts, actor, {
    name: 'setting.set',
    action: 'write',
    subject: 'setting',
    reach,
    async run(trx) {
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      if (personId) await writer.get('person', personId);
      if (teamId) await writer.get('team', teamId);
      const before = await standing(trx, companyId, { key, teamId, personId });
      if (seenId !== undefined && (before?.id ?? null) !== seenId)
        throw new Refusal('STALE', 'somebody else has set this number since');
      if (before)
        await writer.change('setting', await writer.get('setting', before.id), {
          deletedAt: instantOf(clock),
        });
      const id = value === null ? null : uuidv7(clock);
      if (id) await writer.insert('setting', { id, key, value, teamId, personId });
      return {
        result: { id },
        detail: { key, teamId, personId, from: numberOf(before?.value), to: value },
        notices: [{ scope: companyId, version: writer.version }],
      };
    },
  });
}

function checkedKey(key: string): SettingKey {
  if (!isSettingKey(key) || settingTable[key].kind !== 'number')
    throw new Refusal('INVALID', 'there is no such number');
  return key;
}

async function teamOf(db: Db, companyId: string, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('person')
    .select('teamId')
    .where('scopeId', '=', companyId)
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.teamId ?? null;
}

function standing(
  trx: Trx,
  companyId: string,
  { key, teamId, personId }: { key: string; teamId: string | null; personId: string | null },
) {
  return trx
    .selectFrom('setting')
    .select(['id', 'value'])
    .where('scopeId', '=', companyId)
    .where('key', '=', key)
    .where('teamId', teamId === null ? 'is' : '=', teamId)
    .where('personId', personId === null ? 'is' : '=', personId)
    .where('deletedAt', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
