/** The company server's routes as a door: each cell's request, and whether the answer gives what was asked for. */
import { codeOf, type Answer } from '#test/server/device.ts';
import type { Cast, Principal } from './cast.ts';
import { placeOf, type Place } from './place.ts';
import type { Cell } from './policy-cell.ts';
import type { PrincipalName } from './policy-table.ts';
import { routeDoors, type RouteDoor, type Visit } from './route-table.ts';

/** How the server refuses each of those who may do nothing. */
const refusalOf: Partial<Record<PrincipalName, string>> = {
  nobody: 'UNAUTHENTICATED',
  left: 'ACCOUNT_DISABLED',
  draining: 'DEVICE_REVOKED',
  wiping: 'DEVICE_REVOKED',
};

let number = 0;

export function createHttpDoor(cast: Cast) {
  const { server, recorder, ask, admin, enter, deviceIdAt } = cast;
  const routes = Object.entries(routeDoors).flatMap(([path, found]) =>
    [found].flat().map((route) => ({ path, route })),
  );

  return async function httpDoor(principal: Principal, cell: Cell): Promise<boolean> {
    const fitting = routes.filter(
      ({ route }) => route.entity === cell.entity && route.action === cell.action,
    );
    for (const { path, route } of fitting) {
      const { actor, visit } = await prepare(principal, cell, route);
      const answer = await ask(
        actor,
        path,
        route.method === 'POST' ? (route.body?.(visit) ?? {}) : undefined,
      );
      recorder.cell('http', cell, outcomeOf(answer, route, visit));
      const expected = refusalOf[principal.name];
      if (expected !== undefined) {
        recorder.check(
          `${path} refuses ${principal.name} as ${expected}`,
          codeOf(answer) === expected,
          answer.text,
        );
      }
      keepCode(answer);
    }
    return fitting.length > 0;
  };

  /** What an allowed request uses up is made for it; a refused one aims at what is there. */
  async function prepare(
    principal: Principal,
    cell: Cell,
    route: RouteDoor,
  ): Promise<{ actor: Principal; visit: Visit }> {
    const target = principal.at[cell.place];
    const own = principal.at.own;
    const heir = placeOf(target.company, 'rep9');
    const visit = {
      own,
      target,
      place: cell.place,
      deviceId: deviceIdAt(principal, cell.place),
      heir,
      number: ++number,
    };
    if (cell.expected !== 'allow') return { actor: principal, visit };
    if (route.usesUp === 'session') {
      return { actor: { ...principal, device: await enter(own.company, own.account) }, visit };
    }
    if (route.usesUp === 'device') {
      return {
        actor: principal,
        visit: { ...visit, deviceId: (await enter(target.company, target.account)).deviceId },
      };
    }
    if (route.usesUp === 'person')
      return { actor: principal, visit: { ...visit, target: await freshRep(target) } };
    return { actor: principal, visit };
  }

  /** A rep with an empty book, in the place's team. */
  async function freshRep(like: Place): Promise<Place> {
    const account = `fresh${number}`;
    const person = {
      name: account,
      account,
      password: 'long enough to be one',
      role: 'rep',
      teamId: like.teamId,
    };
    const created = await admin.post('/v1/admin/person/create', person);
    const { personId } = created.body as { personId: string };
    const { id } = await server.db
      .selectFrom('book')
      .select('id')
      .where('ownerId', '=', personId)
      .executeTakeFirstOrThrow();
    return { ...like, account, personId, bookId: id };
  }

  /** Of an enrolment: the one that ends. That of a SOP is everybody's. */
  function keepCode(answer: Answer): void {
    const { code, expiresAt } = (answer.body ?? {}) as { code?: unknown; expiresAt?: unknown };
    if (typeof code === 'string' && expiresAt !== undefined) recorder.keepSecret(code);
  }
}

function outcomeOf(answer: Answer, route: RouteDoor, visit: Visit) {
  if (answer.status === 200) {
    const shown = route.shows?.(visit);
    return shown === undefined || answer.text.includes(shown) ? 'allow' : 'deny';
  }
  const isRefusal = [401, 403, 404].includes(answer.status);
  return isRefusal ? 'deny' : { odd: `${answer.status} ${answer.text}` };
}
