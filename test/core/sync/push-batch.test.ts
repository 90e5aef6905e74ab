import { afterEach, beforeEach, expect, test } from 'vitest';
import { setMeta } from '#core/db/meta.ts';
import { ServerError } from '#core/server-client/server-error.ts';
import type { SyncClient } from '#core/server-client/server-client.ts';
import { countHeld } from '#core/sync/outbox.ts';
import { pushAll } from '#core/sync/push.ts';
import type { PushRequest } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';
import { customerFields } from '#test/support/test-company.ts';

let local: LocalContext;
beforeEach(() => {
  local = createLocalContext();
  setMeta(local.db, 'device_epoch', 'd1');
});
afterEach(() => local.close());

/** A server that refuses every body with the customer `name` in it, and takes the others. */
function serverThatCannotRead(name: string, code: 'INVALID' | 'TOO_LARGE', version: number) {
  const taken: string[] = [];
  const bodies: number[] = [];
  const client: Pick<SyncClient, 'post' | 'serverVersion'> = {
    serverVersion: () => version,
    async post(_path, body, schema) {
      const { mutations } = body as PushRequest;
      bodies.push(mutations.length);
      if (JSON.stringify(mutations).includes(name)) throw new ServerError(code, 'cannot be read');
      taken.push(...mutations.map(({ id }) => id));
      return schema.parse({
        epoch: 'e1',
        results: mutations.map(({ id }) => ({ id, status: 'applied', conflicts: 0 })),
      });
    },
  };
  return { client: client as SyncClient, taken, bodies };
}

const queue = (names: readonly string[]) =>
  names.map(
    (name) =>
      local.mutator.mutate('customer.create', [
        {
          op: 'insert',
          entity: 'customer',
          id: crypto.randomUUID(),
          scope: local.bookId,
          fields: customerFields({ name }),
        },
      ]).mutationId,
  );
const push = (client: SyncClient) =>
  pushAll({
    db: local.db,
    client,
    clock: local.clock,
    author: local.identity.personId,
    listeners: [],
    onSettled: () => undefined,
  });
const names = Array.from({ length: 21 }, (_, place) => (place === 13 ? 'unreadable' : `customer ${place}`));

test.each(['INVALID', 'TOO_LARGE'] as const)(
  '[VERSION7] one that an older server cannot read (%s) waits; all others go, in their order, and it is not asked again',
  async (code) => {
    const ids = queue(names);
    const { client, taken, bodies } = serverThatCannotRead('unreadable', code, protocolVersion - 1);
    await push(client);
    expect(taken).toEqual(ids.filter((_, place) => place !== 13));
    expect(countHeld(local.db)).toBe(1);
    expect(local.db.raw('SELECT name FROM customer WHERE name = ?', 'unreadable')).toHaveLength(1);
    const asked = bodies.length;
    await push(client);
    expect(bodies).toHaveLength(asked);
  },
);

test('[PUSH5] a server of the same version that cannot read one refuses that one alone', async () => {
  const ids = queue(names);
  const { client, taken } = serverThatCannotRead('unreadable', 'INVALID', protocolVersion);
  await push(client);
  expect(taken).toEqual(ids.filter((_, place) => place !== 13));
  expect(countHeld(local.db)).toBe(0);
  expect(local.db.raw('SELECT code, state FROM outbox WHERE mutation_id = ?', ids[13])).toMatchObject([
    { code: 'INVALID' },
  ]);
});
