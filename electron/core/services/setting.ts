/** The numbers of the rules as the device knows them; setting one is for the server. */
import type { SettingView } from '#shared/contract/setting.ts';
import type { Reach } from '#shared/domain/policy.ts';
import { hasLevel, levelOf, maySet, settingReach, type SettingLevel } from '#shared/domain/setting-level.ts';
import { numberKeys } from '#shared/domain/setting-unit.ts';
import { settingTable, type SettingKey } from '#shared/domain/setting.ts';
import { valueOf, type NumberSetting } from '#shared/domain/setting-kind.ts';
import { setSettingResponse, type SetSettingRequest } from '#shared/protocol/setting.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listAllSettingRows, listSettingPeople, listTeams } from '../db/repository/setting.ts';

interface Asked {
  teamId?: string | undefined;
  personId?: string | undefined;
  isCompany?: boolean | undefined;
}

export function createSettingService({ db, identity, server, syncLoop }: CoreContext) {
  const self = { personId: identity.personId, teamId: identity.teamId };

  function reachOf(teamId: string | null, personId: string | null): Reach {
    const personTeamId = personId === null ? null : teamOf(personId);
    return settingReach(self, { teamId, personId, personTeamId });
  }

  function teamOf(personId: string): string | null {
    return listSettingPeople(db).find(({ id }) => id === personId)?.teamId ?? null;
  }

  /** Others see the own numbers only; whose numbers are whose business is the same question as whose days. */
  function mayLookAt(reach: Reach): boolean {
    return identity.role === 'admin' || reach === 'own' || (identity.role === 'lead' && reach === 'team');
  }

  return {
    places() {
      const isMine = (teamId: string | null) => teamId !== null && teamId === identity.teamId;
      const people = listSettingPeople(db);
      const teams = listTeams(db);
      if (identity.role === 'admin') return { teams, people };
      if (identity.role === 'rep')
        return { teams: [], people: people.filter(({ id }) => id === self.personId) };
      return {
        teams: teams.filter(({ id }) => isMine(id)),
        people: people.filter(({ id, teamId }) => id === self.personId || isMine(teamId)),
      };
    },

    list({ teamId, personId, isCompany }: Asked) {
      const ofCompany = isCompany === true;
      const person = ofCompany || teamId ? null : (personId ?? self.personId);
      const team = ofCompany ? null : (teamId ?? (person === null ? null : teamOf(person)));
      const reach = reachOf(person === null ? team : null, person);
      if (!ofCompany && !mayLookAt(reach)) throw new CoreError('FORBIDDEN');
      const places: Record<SettingLevel, { teamId: string | null; personId: string | null } | null> = {
        company: { teamId: null, personId: null },
        team: team === null ? null : { teamId: team, personId: null },
        person: person === null ? null : { teamId: null, personId: person },
      };
      const rows = new Map<string, ReturnType<typeof listAllSettingRows>[number]>();
      for (const row of listAllSettingRows(db))
        rows.set(`${row.key} ${row.teamId ?? ''} ${row.personId ?? ''}`, row);
      const settings = numberKeys.map((key): SettingView => {
        const setting = settingTable[key] as NumberSetting;
        const given = (level: SettingLevel): SettingView['company'] => {
          const place = places[level];
          if (!place || !hasLevel(key, level)) return null;
          const row = rows.get(`${key} ${place.teamId ?? ''} ${place.personId ?? ''}`);
          const value = row && valueOf(setting, row.value);
          return row && typeof value === 'number' ? { id: row.id, value, at: row.at, by: row.by } : null;
        };
        const [company, teams, own] = [given('company'), given('team'), given('person')];
        const may = (level: SettingLevel) => {
          const place = places[level];
          if (!place || !hasLevel(key, level)) return false;
          return maySet(
            identity.role,
            key,
            level === 'company' ? 'company' : reachOf(place.teamId, place.personId),
          );
        };
        return {
          key,
          rule: setting.rule,
          default: setting.default,
          min: setting.min,
          max: setting.max,
          company,
          team: teams,
          person: own,
          effective: (own ?? teams ?? company)?.value ?? setting.default,
          maySet: (['company', 'team', 'person'] as const).filter(may),
        };
      });
      return { teamId: team, personId: person, settings };
    },

    /** Out of range is told before the server is asked. The new row is here when this resolves, or with the next round. */
    async set(request: SetSettingRequest): Promise<void> {
      const setting = settingTable[request.key as SettingKey] as NumberSetting | undefined;
      if (setting?.kind !== 'number') throw new CoreError('NOT_FOUND');
      if (request.value !== null && valueOf(setting, request.value) === undefined)
        throw new CoreError('REFUSED', 'OUT_OF_RANGE');
      if (!hasLevel(request.key as SettingKey, levelOf(request))) throw new CoreError('REFUSED', 'INVALID');
      await server.post('/v1/setting/set', request, setSettingResponse);
      await syncLoop.now();
    },
  };
}
