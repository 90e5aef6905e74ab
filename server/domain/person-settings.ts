/** The numbers of the rules that hold for a person: the person's own, else the team's, the company's, the default. */
import { resolveSettings, type OwnSettingRow, type Settings } from '#shared/domain/setting.ts';
import type { Db } from '../db/database.ts';

/** As the person's devices resolve them. Of people of this company; with one query for all. */
export async function loadPersonSettings(
  db: Db,
  companyId: string,
  people: readonly { id: string; teamId: string | null }[],
): Promise<Map<string, Settings>> {
  const rows = await db
    .selectFrom('setting')
    .select(['key', 'value', 'teamId', 'personId'])
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('version')
    .orderBy('id')
    .execute();
  const shared = rows.filter(({ teamId, personId }) => teamId === null && personId === null);
  const byTeam = Map.groupBy(rows, ({ teamId }): string | null => teamId);
  const byPerson = Map.groupBy(rows, ({ personId }): string | null => personId);
  const known = new Map<string, Settings>();
  return new Map(
    people.map(({ id, teamId }) => {
      const ofTeam = teamId === null ? [] : (byTeam.get(teamId) ?? []);
      const own = byPerson.get(id) ?? [];
      // Most people of a team have no number of their own.
      const cached = own.length === 0 ? known.get(teamId ?? '') : undefined;
      const settings = cached ?? resolveSettings([...shared, ...ofTeam, ...own] as OwnSettingRow[]);
      if (own.length === 0) known.set(teamId ?? '', settings);
      return [id, settings];
    }),
  );
}
