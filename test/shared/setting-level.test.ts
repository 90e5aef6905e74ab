import { describe, expect, test } from 'vitest';
import { hasLevel, maySet, settingReach } from '#shared/domain/setting-level.ts';
import { groupOf, numberKeys, unitOf } from '#shared/domain/setting-unit.ts';
import { defaultSettings, resolveSettings } from '#shared/domain/setting.ts';

describe('the narrower number wins', () => {
  const row = (value: number, level: 'company' | 'team' | 'person' = 'company', key = 'day.minutes') => ({
    key,
    value,
    teamId: level === 'team' ? 't' : null,
    personId: level === 'person' ? 'p' : null,
  });
  const minutes = (...rows: ReturnType<typeof row>[]) => resolveSettings(rows)['day.minutes'];

  test('person, then team, then company, then the default; in whatever order they come', () => {
    expect(minutes()).toBe(300);
    expect(minutes(row(240))).toBe(240);
    expect(minutes(row(180, 'team'), row(240))).toBe(180);
    expect(minutes(row(120, 'person'), row(240), row(180, 'team'))).toBe(120);
  });

  test('one out of its range gives way to the next wider one', () => {
    expect(minutes(row(240), row(30, 'person'))).toBe(240);
    expect(minutes(row(240), row(421, 'team'))).toBe(240);
  });

  test('how long a device may stay away is the company’s alone', () => {
    const rows = [row(5, 'company', 'lease.readOnlyDays'), row(300, 'person', 'lease.readOnlyDays')];
    expect(resolveSettings(rows)['lease.readOnlyDays']).toBe(5);
    expect(hasLevel('lease.readOnlyDays', 'person')).toBe(false);
    expect(hasLevel('lease.readOnlyDays', 'company')).toBe(true);
    expect(hasLevel('day.minutes', 'person')).toBe(true);
    expect(hasLevel('tier.checkMinute', 'team')).toBe(false);
  });
});

describe('who sets what', () => {
  const actor = { personId: 'me', teamId: 'ours' };
  const reach = (teamId: string | null, personId: string | null, personTeamId: string | null = null) =>
    settingReach(actor, { teamId, personId, personTeamId });

  test('how far away a place is', () => {
    expect(reach(null, 'me', 'ours')).toBe('own');
    expect(reach(null, 'colleague', 'ours')).toBe('team');
    expect(reach(null, 'stranger', 'theirs')).toBe('company');
    expect(reach('ours', null)).toBe('team');
    expect(reach('theirs', null)).toBe('company');
    expect(reach(null, null)).toBe('company');
    expect(
      settingReach({ personId: 'me', teamId: null }, { teamId: null, personId: 'x', personTeamId: null }),
    ).toBe('company');
  });

  test.each([
    ['rep', 'day.minutes', 'own', false],
    ['rep', 'day.startMinute', 'own', false],
    ['rep', 'day.lunchToMinute', 'own', true],
    ['rep', 'day.lunchToMinute', 'team', false],
    ['lead', 'day.minutes', 'own', true],
    ['lead', 'day.minutes', 'team', true],
    ['lead', 'day.minutes', 'company', false],
    ['admin', 'day.minutes', 'company', true],
  ] as const)('%s sets %s that is %s: %s', (role, key, where, may) => {
    expect(maySet(role, key, where)).toBe(may);
  });
});

test('every number has a group and a unit', () => {
  expect(numberKeys.length).toBeGreaterThan(200);
  for (const key of numberKeys) {
    expect(typeof defaultSettings[key]).toBe('number');
    expect(groupOf(key)).not.toBe('');
  }
  expect(
    ['day.minutes', 'day.startMinute', 'minutes.GAP', 'guard.perDay'].map((key) => unitOf(key as never)),
  ).toEqual(['minutes', 'clock', 'minutes', 'count']);
});
