import { request as open } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { codeOf, noteOf, protocol, send, signIn, type Device } from './device.ts';

describeOnBoth('a server with a place for one push at a time', (maker) => {
  let server: CompanyServer;
  beforeAll(async () => {
    server = await maker.start({
      config: { pushesAtOnce: 1, pullsAtOnce: 1, embeddedAtOnce: 1, turnMs: 2_000 },
    });
  });

  const pushOf = (device: Device, count = 1) => {
    const book = server.company.reps[0].bookId!;
    const notes = Array.from({ length: count }, () => noteOf(book, customerIdOf(1, 1)));
    const mutations = notes.map((note) => device.mutation([note]));
    const body = { deviceEpoch: device.session.deviceEpoch, mutations };
    return { ids: notes.map((note) => note.id), body };
  };

  /** Takes the place with a body that does not go on; the answer gives it up. */
  async function block(): Promise<() => void> {
    const device = await signIn(server.url, 'rep1');
    const headers = {
      ...protocol,
      authorization: `Bearer ${device.token}`,
      'content-type': 'application/json',
      'content-length': '100000',
    };
    const half = open(`${server.url}/v1/sync/push`, { method: 'POST', headers });
    half.on('error', () => {});
    half.write(JSON.stringify(pushOf(device).body).slice(0, 100));
    await sleep(500);
    return () => half.destroy();
  }

  test('[PUSH8] tells those it has no room for when to come back, and serves every one of them in the end', async () => {
    const devices: Device[] = [];
    for (let i = 0; i < 20; i++) devices.push(await signIn(server.url, 'rep1'));
    const sent: string[] = [];
    const waits: number[] = [];
    const unblock = await block();
    const all = devices.map(async (device) => {
      const { ids, body } = pushOf(device, 3);
      sent.push(...ids);
      for (;;) {
        const answer = await device.post('/v1/sync/push', body);
        if (answer.status === 200) return;
        expect([answer.status, codeOf(answer)]).toEqual([503, 'UNAVAILABLE']);
        waits.push(Number(answer.headers.get('retry-after')));
        await sleep(200);
      }
    });
    while (waits.length === 0) await sleep(50);
    unblock();
    await Promise.all(all);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
    const held = await (await signIn(server.url, 'rep1')).pullAll();
    expect([...held.get('note')!.keys()].sort()).toEqual(sent.sort());
  }, 120_000);

  test('[PUSH8] a push twice at once from one device is one, also without room for two', async () => {
    const device = await signIn(server.url, 'rep1');
    const { body } = pushOf(device, 5);
    const answers = await Promise.all([1, 2, 3].map(() => device.post('/v1/sync/push', body)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  });

  test('a device that goes away while its body is still coming gives its place up', async () => {
    const next = await signIn(server.url, 'rep1');
    const unblock = await block();
    const waiting = next.post('/v1/sync/push', pushOf(next).body);
    unblock();
    expect((await waiting).status).toBe(200);
  });

  test('a body that is refused gives its place up', async () => {
    const device = await signIn(server.url, 'rep1');
    const { token } = device;
    expect((await send(server.url, '/v1/sync/push', { token, body: { mutations: 7 } })).status).toBe(400);
    expect((await send(server.url, '/v1/sync/push', { token, raw: '{' })).status).toBe(400);
    expect((await device.post('/v1/sync/push', pushOf(device).body)).status).toBe(200);
  });
});
