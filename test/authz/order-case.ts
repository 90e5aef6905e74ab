/** The doors of a device that obeys: opened by its own order token and by nothing else, and opening nothing else. */
import { randomBytes } from 'node:crypto';
import { sha256Hex } from '#server/domain/secret.ts';
import { codeOf, send, signInBody } from '#test/server/device.ts';
import type { Cast } from './cast.ts';
import { idOf, seededAt } from './place.ts';
import { makePerson } from './fresh.ts';

const password = 'long enough to be one';
const receipt = { filesRemoved: 3, unsent: 0, wipedAt: seededAt };

export async function checkOrders(cast: Cast): Promise<void> {
  const { server, recorder, admin } = cast;
  const enter = async () => {
    const person = await makePerson(cast, { role: 'rep', teamId: idOf('team', 1, 1) });
    const orderToken = randomBytes(32).toString('base64url');
    const request = signInBody(person.account, { password });
    const answer = await send(server.url, '/v1/auth/sign-in', {
      body: { ...request, device: { ...request.device, orderToken } },
    });
    const { token } = answer.body as { token: string };
    for (const secret of [token, orderToken, sha256Hex(orderToken)]) recorder.keepSecret(secret);
    return { token, orderToken, deviceId: request.device.id, personId: person.personId };
  };
  const ask = async (path: string, token: string | undefined, body: object = {}) => {
    const raw = path.endsWith('/order') ? '' : JSON.stringify(body);
    const answer = await send(server.url, path, {
      ...(token === undefined ? {} : { token }),
      raw,
      headers: { 'content-type': 'application/json' },
    });
    recorder.answer('nobody', path, answer.text, true);
    return answer;
  };
  const orderOf = async (token: string) =>
    ((await ask('/v1/device/order', token)).body as { order?: string }).order;
  const statusOf = async (deviceId: string) => {
    const row = await server.db
      .selectFrom('enrolment')
      .select('status')
      .where('deviceId', '=', deviceId)
      .executeTakeFirst();
    return row?.status;
  };

  const own = await enter();
  const other = await enter();
  const doors: Array<[path: string, body?: object]> = [
    ['/v1/device/order'],
    ['/v1/device/drained', { unsent: 0 }],
    ['/v1/device/receipt', receipt],
  ];
  const guessed = randomBytes(32).toString('base64url');
  for (const [path, body] of doors) {
    for (const [what, token] of [
      ['no token', undefined],
      ['a guessed token', guessed],
      ['the token of a session', own.token],
      ['the token of an admin', admin.token],
    ] as const) {
      const answer = await ask(path, token, body);
      recorder.check(`${path} is shut to ${what}`, codeOf(answer) === 'UNAUTHENTICATED', answer.text);
    }
  }
  for (const [path, body] of [
    ['/v1/auth/me'],
    ['/v1/admin/people'],
    ['/v1/sync/poke'],
    ['/v1/sync/pull', { scopes: {} }],
    ['/v1/sync/push', { deviceEpoch: 'x', mutations: [] }],
  ] as Array<[string, object?]>) {
    const answer = await send(server.url, path, { token: own.orderToken, ...(body ? { body } : {}) });
    recorder.check(`${path} is shut to an order token`, codeOf(answer) === 'UNAUTHENTICATED', answer.text);
  }

  recorder.check('a standing device has no order', (await orderOf(own.orderToken)) === 'none');
  await ask('/v1/device/drained', own.orderToken, { unsent: 0 });
  recorder.check(
    'a standing device cannot order its own wiping by being drained',
    (await statusOf(own.deviceId)) === 'active',
  );
  await admin.post('/v1/admin/device/revoke', { deviceId: own.deviceId, mode: 'drain' });
  recorder.check('the revoked device is told to drain', (await orderOf(own.orderToken)) === 'drain');
  recorder.check('… and the other one nothing', (await orderOf(other.orderToken)) === 'none');
  await ask('/v1/device/drained', other.orderToken, { unsent: 0 });
  recorder.check(
    'the report of one device is none of another',
    (await statusOf(own.deviceId)) === 'draining',
  );
  await ask('/v1/device/drained', own.orderToken, { unsent: 0 });
  recorder.check('the drained device is told to wipe', (await orderOf(own.orderToken)) === 'wipe');
  await ask('/v1/device/receipt', own.orderToken, receipt);
  await ask('/v1/device/receipt', own.orderToken, receipt);
  recorder.check('a receipt ends it, once', (await statusOf(own.deviceId)) === 'wiped');
  recorder.check('… and nothing of the other device', (await statusOf(other.deviceId)) === 'active');
  const receipts = await server.db
    .selectFrom('audit')
    .select('detail')
    .where('action', '=', 'device.wiped')
    .where('detail', 'like', `%${own.deviceId}%`)
    .execute();
  recorder.check('a repeated receipt is told of once', receipts.length === 1, receipts.length);
}
