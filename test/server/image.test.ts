/** Two of one device: a file that was copied, or restored from an image. */
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { renewServerEpoch } from '#server/domain/server-epoch.ts';
import type { Mutation } from '#shared/protocol/sync.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { codeOf, noteOf, readPull, signIn, type Answer, type Device } from './device.ts';

const newRun = () => randomBytes(16).toString('hex');

describeOnBoth('a copied device', (maker) => {
  let server: CompanyServer;
  let book: string;
  const begin = (device: Device, last: string | null, now: string, epoch?: string) => {
    const body = { scopes: {}, run: { last, now }, ...(epoch === undefined ? {} : { epoch }) };
    return device.post('/v1/sync/pull', body);
  };
  const note = (device: Device, seq: number, body = 'a note') =>
    device.mutation([noteOf(book, customerIdOf(1, 1), body)], { seq });
  const tryPush = (device: Device, mutations: Mutation[], more: object = {}) => {
    const { deviceEpoch } = device.session;
    return device.post('/v1/sync/push', { deviceEpoch, mutations, ...more });
  };
  async function isKept(mutation: Mutation): Promise<boolean> {
    const { id } = mutation.writes[0]!;
    const row = await server.db.selectFrom('note').select('id').where('id', '=', id).executeTakeFirst();
    return row !== undefined;
  }
  const outcome = (answer: Answer) => codeOf(answer) ?? answer.status;

  beforeAll(async () => {
    server = await maker.start();
    book = server.company.reps[0].bookId!;
  });

  test('[LEASE1] [IMAGE1] runs follow each other, a repeat is harmless, and the copy of an earlier one is refused', async () => {
    const device = await signIn(server.url, 'rep1');
    const [first, second, third, copied] = [newRun(), newRun(), newRun(), newRun()];
    const answer = await begin(device, null, first);
    expect(readPull(answer.text).end.serverNow).toMatch(/Z$/);
    expect((await begin(device, null, first)).status).toBe(200);
    expect((await begin(device, first, second)).status).toBe(200);
    // Without a run nothing is checked: it was named before in the same run.
    await device.pull();
    const refused = await begin(device, first, copied);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'DEVICE_FORKED']);
    expect(codeOf(await begin(device, null, newRun()))).toBe('DEVICE_FORKED');
    expect((await begin(device, second, third)).status).toBe(200);
    expect(codeOf(await begin(device, copied, second))).toBe('DEVICE_FORKED');
  });

  test('[IMAGE1] of two copies that begin at the same time one goes on', async () => {
    const device = await signIn(server.url, 'rep1');
    const last = newRun();
    await begin(device, null, last);
    const answers = await Promise.all(Array.from({ length: 4 }, () => begin(device, last, newRun())));
    expect(answers.map(outcome).sort()).toEqual([200, 'DEVICE_FORKED', 'DEVICE_FORKED', 'DEVICE_FORKED']);
  });

  test('[IMAGE1] a device that enrols anew begins anew', async () => {
    const device = await signIn(server.url, 'rep1');
    await begin(device, null, newRun());
    const fresh = await signIn(server.url, 'rep1');
    expect((await begin(fresh, newRun(), newRun())).status).toBe(200);
  });

  test('[IMAGE3] a number that another mutation has used is refused, with everything that came with it', async () => {
    const device = await signIn(server.url, 'rep1');
    const sent = [note(device, 1), note(device, 2), note(device, 3)];
    await device.push(...sent);
    const later = note(device, 4);
    const copied = note(device, 3);
    const refused = await tryPush(device, [later, copied]);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'DEVICE_FORKED']);
    expect([await isKept(later), await isKept(copied)]).toEqual([false, false]);
    // A mutation that would be refused for another reason shows the copy too.
    const unfit = { ...note(device, 2), writes: [noteOf(book, customerIdOf(2, 1))] };
    expect(codeOf(await tryPush(device, [unfit]))).toBe('DEVICE_FORKED');
    const twins = [note(device, 5), note(device, 5)];
    expect(codeOf(await tryPush(device, twins))).toBe('DEVICE_FORKED');
    expect(await isKept(twins[0]!)).toBe(false);
    // The other copy goes on, also with what it had sent.
    const { results } = await device.push(...sent, later);
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill('applied'));
  });

  test('[IMAGE3] a number of a rejected mutation is used too', async () => {
    const device = await signIn(server.url, 'rep1');
    const rejected = { ...note(device, 1), writes: [noteOf(book, customerIdOf(2, 1))] };
    expect((await device.push(rejected)).results).toMatchObject([{ status: 'rejected' }]);
    expect(codeOf(await tryPush(device, [note(device, 1)]))).toBe('DEVICE_FORKED');
    expect((await device.push(rejected)).results).toMatchObject([{ status: 'rejected' }]);
  });

  test('[IMAGE4] numbers that nobody used may come late, and a repeat is no copy', async () => {
    const device = await signIn(server.url, 'rep1');
    const held = note(device, 2);
    const others = [note(device, 1), note(device, 3)];
    await device.push(...others);
    expect((await device.push(held, ...others)).results).toMatchObject(Array(3).fill({ status: 'applied' }));
    expect(codeOf(await tryPush(device, [note(device, 2)]))).toBe('DEVICE_FORKED');
  });

  test('[IMAGE4] [PUSH3] the same push many times at once is no copy, and lands once', async () => {
    const device = await signIn(server.url, 'rep1');
    const mutations = [1, 2, 3, 4].map((seq) => note(device, seq));
    const answers = await Promise.all(Array.from({ length: 6 }, () => tryPush(device, mutations)));
    expect(answers.map(outcome)).toEqual(Array(6).fill(200));
    const kept = await Promise.all(mutations.map(isKept));
    expect(kept).toEqual(Array(4).fill(true));
  });

  test('[IMAGE3] of two copies that hand in the same numbers at once one is taken whole', async () => {
    for (let round = 0; round < 5; round++) {
      const device = await signIn(server.url, 'rep1');
      const copies = ['a', 'b', 'c'].map((body) => [1, 2, 3].map((seq) => note(device, seq, body)));
      const answers = await Promise.all(copies.map((mutations) => tryPush(device, mutations)));
      expect(answers.map(outcome).sort()).toEqual([200, 'DEVICE_FORKED', 'DEVICE_FORKED']);
      for (const [place, mutations] of copies.entries()) {
        const kept = await Promise.all(mutations.map(isKept));
        expect(kept).toEqual(Array(3).fill(outcome(answers[place]!) === 200));
      }
    }
  });

  test('[IMAGE5] the copy hands in what it holds as a new device, and the refusal is in the audit log', async () => {
    const device = await signIn(server.url, 'rep1');
    const common = note(device, 1);
    await device.push(common, note(device, 2));
    const own = note(device, 2);
    expect(codeOf(await tryPush(device, [own]))).toBe('DEVICE_FORKED');
    const renewed = await signIn(server.url, 'rep1');
    const { results } = await renewed.push(common, own);
    expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect((await device.push(note(device, 3))).results).toMatchObject([{ status: 'applied' }]);
    const entries = await server.db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'refused')
      .execute();
    expect(entries.map(({ detail }) => JSON.parse(detail) as object)).toContainEqual({
      route: '/v1/sync/push',
      code: 'DEVICE_FORKED',
    });
  });

  test('[PUSH6] a push for another server epoch is STALE as a whole', async () => {
    const device = await signIn(server.url, 'rep1');
    const { serverEpoch } = device.session;
    const mutation = note(device, 1);
    const stale = await tryPush(device, [mutation], { serverEpoch: 'another' });
    expect([stale.status, codeOf(stale)]).toEqual([409, 'STALE']);
    expect(await isKept(mutation)).toBe(false);
    expect((await tryPush(device, [mutation], { serverEpoch })).status).toBe(200);
  });

  test('[IMAGE2] after a restore of the server the run is noted anew', async () => {
    const device = await signIn(server.url, 'rep1');
    const { serverEpoch } = device.session;
    await begin(device, null, newRun(), serverEpoch);
    await renewServerEpoch(server.db);
    const [known, next] = [newRun(), newRun()];
    expect((await begin(device, newRun(), known, serverEpoch)).status).toBe(200);
    expect((await begin(device, known, next)).status).toBe(200);
    expect(codeOf(await begin(device, known, newRun()))).toBe('DEVICE_FORKED');
  });
});
