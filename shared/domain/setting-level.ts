/** Who sets which number for whom: the whole company, one team, or one person; the narrower one wins. */
import type { Role } from './entity/company.ts';
import { isAllowed, type Reach } from './policy.ts';
import { settingTable, type SettingKey } from './setting.ts';

export const settingLevels = ['company', 'team', 'person'] as const;
export type SettingLevel = (typeof settingLevels)[number];

/** Both null: the whole company. At most one of them is set. */
export interface SettingPlace {
  teamId: string | null;
  personId: string | null;
}

/**
 * What people may choose for themselves: nobody is judged by it and no customer notices it. The planned minutes and the
 * start of the day are not among them: the lead reads the day's figures by these.
 */
export const ownChoice: ReadonlySet<string> = new Set<SettingKey>([
  'day.lunchFromMinute',
  'day.lunchToMinute',
  'patrol.names',
  'note.askBelow',
]);

export function levelOf({ teamId, personId }: SettingPlace): SettingLevel {
  return personId !== null ? 'person' : teamId !== null ? 'team' : 'company';
}

/**
 * How long a device may stay away, how much and how long files are kept, and when the tiers are worked out is the company's
 * alone: it is about all its data.
 */
export function hasLevel(key: SettingKey, level: SettingLevel): boolean {
  if (level === 'company') return true;
  return settingTable[key].rule !== 'LEASE' && !key.startsWith('attachment.') && key !== 'tier.checkMinute';
}

/** @param reach how far away the place is from the actor: the own person, the own team or anybody in it, or further */
export function maySet(role: Role, key: SettingKey, reach: Reach): boolean {
  if (isAllowed(role, 'write', 'setting', reach === 'own' ? 'team' : reach)) return true;
  return reach === 'own' && ownChoice.has(key) && isAllowed(role, 'write', 'setting', 'own');
}

/** @param place with the team of the person, where it is one's */
export function settingReach(
  actor: { personId: string; teamId: string | null },
  place: SettingPlace & { personTeamId: string | null },
): Reach {
  if (place.personId === actor.personId) return 'own';
  const teamId = place.personId === null ? place.teamId : place.personTeamId;
  return teamId !== null && teamId === actor.teamId ? 'team' : 'company';
}
