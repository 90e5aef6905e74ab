/** The numbers of the rules on a device: levels, whose they are, and the plan that listens. */
import { expect, test } from 'vitest';
import { createRep, type Rep } from './rep.ts';

const teamId = '01900000-0000-7000-8000-0000000000aa';

function setRow(rep: Rep, key: string, value: number, place: object = {}): string {
  const scopeId = rep.context.companyScopeId;
  return rep.context.pulled('setting', { scopeId, key, value, teamId: null, personId: null, ...place });
}

function joinTeam(rep: Rep): void {
  const { companyScopeId: scopeId, identity } = rep.context;
  rep.context.pulled('team', { scopeId, id: teamId, name: '一组' });
  const { personId: id, name, account } = identity;
  rep.context.pulled('person', { scopeId, id, name, account, role: 'rep', status: 'active', teamId });
}

const minutes = (rep: Rep) => rep.plan.today().availableMinutes;

test('the plan takes the person’s number, else the team’s, else the company’s, else the default', () => {
  const rep = createRep();
  joinTeam(rep);
  const plan = () => {
    rep.clock.pass(24 * 3_600_000);
    return minutes(rep);
  };
  expect(plan()).toBe(300);
  setRow(rep, 'day.minutes', 260);
  expect(plan()).toBe(260);
  setRow(rep, 'day.minutes', 200, { teamId });
  expect(plan()).toBe(200);
  setRow(rep, 'day.minutes', 100, { personId: crypto.randomUUID() });
  setRow(rep, 'day.minutes', 110, { teamId: crypto.randomUUID() });
  expect(plan()).toBe(200);
  setRow(rep, 'day.minutes', 150, { personId: rep.context.identity.personId });
  expect(plan()).toBe(150);
});

test('the list shows default, each level with author and time, and what counts', () => {
  const rep = createRep();
  joinTeam(rep);
  const id = setRow(rep, 'day.minutes', 260);
  setRow(rep, 'day.minutes', 200, { teamId });
  const { settings, personId, teamId: shownTeam } = rep.setting.list({});
  expect([personId, shownTeam]).toEqual([rep.context.identity.personId, teamId]);
  expect(settings.find(({ key }) => key === 'day.minutes')).toMatchObject({
    default: 300,
    min: 60,
    max: 420,
    company: { id, value: 260, by: '王小明' },
    team: { value: 200 },
    person: null,
    effective: 200,
    maySet: [],
  });
  expect(settings.find(({ key }) => key === 'day.lunchToMinute')?.maySet).toEqual(['person']);
  expect(settings.find(({ key }) => key === 'lease.lockedDays')?.maySet).toEqual([]);
});

test('a rep looks at nobody else’s numbers', () => {
  const rep = createRep();
  joinTeam(rep);
  const { companyScopeId: scopeId } = rep.context;
  const id = rep.context.pulled('person', {
    scopeId,
    name: '李四',
    account: 'li',
    role: 'rep',
    status: 'active',
    teamId,
  });
  expect(() => rep.setting.list({ personId: id })).toThrow('FORBIDDEN');
  expect(rep.setting.places().people.map(({ name }) => name)).toEqual(['王小明']);
});

test('out of range is told without the server; without the network it says so', async () => {
  const rep = createRep();
  const set = (value: number, key = 'day.lunchToMinute') =>
    rep.setting.set({ key, value, teamId: null, personId: rep.context.identity.personId });
  await expect(set(1_441)).rejects.toMatchObject({ code: 'REFUSED', detail: 'OUT_OF_RANGE' });
  await expect(set(9, 'lease.lockedDays')).rejects.toMatchObject({ code: 'REFUSED' });
  await expect(set(800)).rejects.toThrow();
});
