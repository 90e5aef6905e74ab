import { beforeAll, expect, test } from 'vitest';
import type { Mutation } from '#shared/protocol/sync.ts';
import { pushResponse } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields, customerIdOf } from '#test/support/test-company.ts';
import { codeOf, insert, noteOf, patch, send, signIn, type Device } from './device.ts';

describeOnBoth('a device that is newer than the server', (maker) => {
  let server: CompanyServer;
  let device: Device;
  let book: string;
  const customer = customerIdOf(1, 1);

  const pushAs = async (version: number, ...mutations: Mutation[]) => {
    const answer = await send(server.url, '/v1/sync/push', {
      token: device.token,
      body: { deviceEpoch: device.session.deviceEpoch, mutations },
      headers: { 'rapport-protocol': String(version) },
    });
    return pushResponse.parse(answer.body).results.map(({ status, code }) => code ?? status);
  };
  const recordsOf = (...mutations: Mutation[]) =>
    server.db
      .selectFrom('processedMutation')
      .select('mutationId')
      .where(
        'mutationId',
        'in',
        mutations.map(({ id }) => id),
      )
      .execute();

  beforeAll(async () => {
    server = await maker.start();
    book = server.company.reps[0].bookId!;
    device = await signIn(server.url, 'rep1');
  });

  const beyond = [
    ['an entity it does not know', () => insert('weather', book, { mood: 'sunny' })],
    ['a field it does not know', () => insert('customer', book, customerFields({ mood: 'sunny' }))],
    ['a patch of such a field', () => patch('customer', book, customer, 1, { mood: 'sunny' })],
    ['a value it does not know', () => patch('customer', book, customer, 1, { tier: 'S' })],
    ['an entity it lets nobody write', () => insert('tag', server.company.companyId, { name: 'x' })],
  ] as const;
  test.each(beyond)('[VERSION6] is put off with %s, and nothing is recorded', async (_, write) => {
    const mutation = device.mutation([write()]);
    expect(await pushAs(protocolVersion + 1, mutation)).toEqual(['deferred']);
    expect(await recordsOf(mutation)).toEqual([]);
    expect(await pushAs(protocolVersion + 1, mutation)).toEqual(['deferred']);
  });

  test.each(beyond)('[PUSH4] one of the same version is refused %s for good', async (_, write) => {
    const mutation = device.mutation([write()]);
    expect(await pushAs(protocolVersion, mutation)).not.toEqual(['deferred']);
    expect(await recordsOf(mutation)).toHaveLength(1);
  });

  test('[VERSION6] what stands behind is put off too, unless it was processed before', async () => {
    const before = device.mutation([noteOf(book, customer, 'before')]);
    const beyond = device.mutation([insert('weather', book, {})]);
    const behind = device.mutation([noteOf(book, customer, 'behind')]);
    const processed = device.mutation([noteOf(book, customer, 'processed')]);
    await device.push(processed);
    expect(await pushAs(protocolVersion + 1, before, beyond, behind, processed)).toEqual([
      'applied',
      'deferred',
      'deferred',
      'applied',
    ]);
    expect(await recordsOf(before, beyond, behind)).toEqual([{ mutationId: before.id }]);
    expect(await pushAs(protocolVersion + 1, behind)).toEqual(['applied']);
  });

  test('[VERSION6] what the rows forbid is refused for good all the same', async () => {
    const unknownRow = device.mutation([noteOf(book, crypto.randomUUID())]);
    const foreign = device.mutation([noteOf(server.company.reps[1].bookId!, customerIdOf(2, 1))]);
    const good = device.mutation([noteOf(book, customer)]);
    expect(await pushAs(protocolVersion + 1, unknownRow, foreign, good)).toEqual([
      'UNKNOWN_ROW',
      'FORBIDDEN',
      'applied',
    ]);
  });

  test.each(['', '0', '-1', '1.5', 'new', '9999999'])(
    '[VERSION1] [VERSION4] a version that reads "%s" is none: 426 everywhere',
    async (version) => {
      const headers = { 'rapport-protocol': version };
      for (const path of ['/v1/sync/pull', '/v1/sync/push', '/v1/device/order']) {
        const answer = await send(server.url, path, { token: device.token, body: {}, headers });
        expect([path, answer.status, codeOf(answer)]).toEqual([path, 426, 'PROTOCOL_TOO_OLD']);
        expect(answer.headers.get('rapport-protocol')).toBe(String(protocolVersion));
      }
    },
  );
});
