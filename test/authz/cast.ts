/** The principals, signed in on real devices and brought into their state by the admin's own commands. */
import { sha256Hex } from '#server/domain/secret.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Mutation, PushResult } from '#shared/protocol/sync.ts';
import { codeOf, send, signIn, type Answer, type Device } from '#test/server/device.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { placeOf, slugOf, type Place } from './place.ts';
import type { PlaceName, PrincipalName } from './policy-table.ts';
import type { Recorder } from './recorder.ts';

export interface Principal {
  name: PrincipalName;
  /** Undefined for nobody. */
  device: Device | undefined;
  home: Place;
  /** Whose things the four places of the table are. */
  at: Record<PlaceName, Place>;
}

/** Time as the server knows it. */
export interface MovableClock extends Clock {
  forward(ms: number): void;
}

export interface Cast {
  server: CompanyServer;
  clock: MovableClock;
  recorder: Recorder;
  principals: Principal[];
  /** Devices of those whose things are asked for; they also write what others must not be told of. */
  owners: { team: Device; otherTeam: Device; otherCompany: Device; formerBook: Device };
  admin: Device;
  otherAdmin: Device;
  /** A request of a principal; the answer is searched, a refusal is counted. */
  ask(principal: Principal, path: string, body?: unknown): Promise<Answer>;
  /** Another device of somebody, its secrets known to the recorder. */
  enter(company: 1 | 2, account: string): Promise<Device>;
  /** The id of a device in use at the place. */
  deviceIdAt(principal: Principal, place: PlaceName): string;
  /** A device whose token is a secret from now on and whose refusals are counted. */
  watched(device: Device): Device;
}

/** Who plays whom: the own account, a colleague of the team, one of another team. */
const parts: Record<PrincipalName, { company: 1 | 2; account: string; team: string; otherTeam: string }> = {
  nobody: { company: 1, account: 'rep1', team: 'rep2', otherTeam: 'rep3' },
  rep: { company: 1, account: 'rep1', team: 'rep2', otherTeam: 'rep3' },
  'rep-elsewhere': { company: 2, account: 'rep1', team: 'rep2', otherTeam: 'rep3' },
  lead: { company: 1, account: 'lead1', team: 'rep2', otherTeam: 'rep3' },
  'lead-other-team': { company: 1, account: 'lead2', team: 'rep3', otherTeam: 'rep2' },
  admin: { company: 1, account: 'admin', team: 'rep2', otherTeam: 'rep3' },
  left: { company: 1, account: 'rep4', team: 'rep2', otherTeam: 'rep3' },
  draining: { company: 1, account: 'rep5', team: 'rep2', otherTeam: 'rep3' },
  wiping: { company: 1, account: 'rep6', team: 'rep2', otherTeam: 'rep3' },
  moved: { company: 1, account: 'rep7', team: 'rep3', otherTeam: 'rep2' },
  'former-owner': { company: 1, account: 'rep8', team: 'rep2', otherTeam: 'rep3' },
};

export function placesOf(name: PrincipalName): Record<PlaceName, Place> {
  const { company, account, team, otherTeam } = parts[name];
  return {
    own: placeOf(company, account),
    team: placeOf(company, team),
    'other-team': placeOf(company, otherTeam),
    // The whole of the other company is equally far; one that is written to by nobody is asked for.
    'other-company': placeOf(company === 1 ? 2 : 1, 'rep2'),
  };
}

/** Signs everybody in; {@link changeStates} comes later, so that a caller can sign in more devices before it. */
export async function assemble(
  server: CompanyServer,
  clock: MovableClock,
  recorder: Recorder,
): Promise<Cast> {
  const { url } = server;
  async function enter(company: 1 | 2, account: string): Promise<Device> {
    return watched(await signIn(url, account, { company: slugOf(company) }));
  }
  function watched(device: Device): Device {
    recorder.keepSecret(device.token);
    recorder.keepSecret(sha256Hex(device.token));
    const { personId } = device.session.identity;
    const { get, post, push } = device;
    return Object.assign(device, {
      get: async (path: string) => counted(await get(path), personId),
      post: async (path: string, body: unknown) => counted(await post(path, body), personId),
      async push(...mutations: Mutation[]) {
        const answer = await push(...mutations);
        for (const { code } of answer.results) if (code === 'FORBIDDEN') recorder.forbidden(personId);
        return answer;
      },
    });
  }
  /** Notes what was refused to a signed-in person, of a whole request or of a mutation in it. */
  function counted(answer: Answer, personId: string): Answer {
    if (codeOf(answer) === 'FORBIDDEN') recorder.forbidden(personId);
    const { results = [] } = (answer.body ?? {}) as { results?: PushResult[] };
    for (const { code } of results) if (code === 'FORBIDDEN') recorder.forbidden(personId);
    return answer;
  }
  recorder.keepSecret('$argon2');
  const principals: Principal[] = [];
  for (const name of Object.keys(parts) as PrincipalName[]) {
    const { company, account } = parts[name];
    const device = name === 'nobody' ? undefined : await enter(company, account);
    principals.push({ name, device, home: placeOf(company, account), at: placesOf(name) });
  }
  const owners = {
    team: await enter(1, 'rep2'),
    otherTeam: await enter(1, 'rep3'),
    otherCompany: await enter(2, 'rep2'),
    formerBook: await enter(1, 'rep9'),
    fromElsewhere: await enter(2, 'rep3'),
  };
  const inUse = new Map([
    [placeOf(1, 'rep2').personId, owners.team],
    [placeOf(1, 'rep3').personId, owners.otherTeam],
    [placeOf(2, 'rep2').personId, owners.otherCompany],
    [placeOf(2, 'rep3').personId, owners.fromElsewhere],
  ]);
  return {
    server,
    clock,
    recorder,
    principals,
    owners,
    deviceIdAt(principal, place) {
      const device = place === 'own' ? principal.device : inUse.get(principal.at[place].personId);
      return (device ?? owners.team).deviceId;
    },
    admin: await enter(1, 'admin'),
    otherAdmin: await enter(2, 'admin'),
    enter,
    watched,
    async ask({ name, device, home }, path, body) {
      const answer = await send(url, path, {
        ...(device ? { token: device.token } : {}),
        ...(body === undefined ? {} : { body }),
      });
      const headers = [...answer.headers].map(([key, value]) => `${key}: ${value}`).join('\n');
      recorder.answer(name, path, `${headers}\n${answer.text}`, answer.status >= 400);
      return device ? counted(answer, home.personId) : answer;
    },
  };
}

/** From here on the principals are what their names say. `devices`: further devices of the two shut-out ones. */
export async function changeStates(
  { server, admin, principals }: Cast,
  more: { draining: readonly string[]; wiping: readonly string[] },
): Promise<void> {
  const find = (name: PrincipalName) => principals.find((principal) => principal.name === name)!;
  const order = async (path: string, body: object) => {
    const answer = await admin.post(path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  };
  await order('/v1/admin/person/leave', { personId: find('left').home.personId });
  for (const deviceId of [find('draining').device!.deviceId, ...more.draining]) {
    await order('/v1/admin/device/revoke', { deviceId, mode: 'drain' });
  }
  for (const deviceId of [find('wiping').device!.deviceId, ...more.wiping]) {
    await order('/v1/admin/device/revoke', { deviceId, mode: 'wipe' });
  }
  const { bookId, personId } = find('former-owner').home;
  const toPersonId = placeOf(1, 'rep9').personId;
  await order('/v1/admin/book/reassign', { bookId, fromPersonId: personId, toPersonId, reason: 'matrix' });
  // No command moves a person to another team yet.
  await server.db
    .updateTable('person')
    .set({ teamId: placeOf(1, 'rep3').teamId })
    .where('scopeId', '=', find('moved').home.companyId)
    .where('id', '=', find('moved').home.personId)
    .execute();
  find('moved').home.teamId = placeOf(1, 'rep3').teamId;
  find('moved').at.own.teamId = placeOf(1, 'rep3').teamId;
}
