/** What an open stream is told when the right to it ends, and what it is not told any more. */
import { connect } from 'node:net';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { pokeEvent, type PokeEvent } from '#shared/protocol/sync.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { resetPassword } from '#server/domain/account-recovery.ts';
import { testConfig, type CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { codeOf, noteOf, protocol, send, signIn, type Device } from './device.ts';

interface Stream {
  events: PokeEvent[];
  ended: Promise<void>;
}

async function listen(url: string, device: Device): Promise<Stream> {
  const response = await fetch(`${url}/v1/sync/poke`, {
    headers: { ...protocol, authorization: `Bearer ${device.token}` },
  });
  const events: PokeEvent[] = [];
  const read = async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (text + chunk).split('\n\n');
      text = parts.pop()!;
      for (const part of parts.filter((line) => line.startsWith('data: '))) {
        events.push(pokeEvent.parse(JSON.parse(part.slice(6))));
      }
    }
  };
  // A cut line is an end too.
  return { events, ended: read().catch(() => {}) };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 300) throw new Error('did not happen within 3 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function endsSoon({ ended }: Stream): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2_000));
  return Promise.race([ended.then(() => true), late]);
}

async function notify(server: CompanyServer, notices: readonly unknown[]): Promise<void> {
  const payloads = JSON.stringify(
    notices.map((notice) => (typeof notice === 'string' ? notice : JSON.stringify(notice))),
  );
  await sql`
    select pg_notify('rapport_poke', payload) from json_array_elements_text(${payloads}::json) as payload
  `.execute(server.db);
}

/** As a reassignment does it, without the notices after it. */
async function giveBookTo(server: CompanyServer, bookId: string, personId: string): Promise<void> {
  await server.db.updateTable('book').set({ ownerId: personId }).where('id', '=', bookId).execute();
}

describeOnBoth('an open stream, without waiting for a heartbeat,', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  beforeAll(async () => {
    server = await maker.start({ config: { heartbeatMs: 60_000 } });
    admin = await signIn(server.url, 'admin');
  });

  test('[POKE3] ends when its person signs out, and the other devices of the person go on', async () => {
    const leaving = await signIn(server.url, 'rep1');
    const stream = await listen(server.url, leaving);
    const other = await listen(server.url, await signIn(server.url, 'rep1'));
    const out = await send(server.url, '/v1/auth/sign-out', {
      token: leaving.token,
      raw: '',
      headers: { 'content-type': 'application/json' },
    });
    expect(out.status).toBe(200);
    expect(await endsSoon(stream)).toBe(true);
    const writer = await signIn(server.url, 'rep1');
    await writer.push(writer.mutation([noteOf(server.company.reps[0].bookId!, customerIdOf(1, 1))]));
    await until(() => other.events.some(({ kind }) => kind === 'poke'));
    expect(stream.events.filter(({ kind }) => kind === 'poke')).toEqual([]);
  });

  test('[POKE3] ends when the device signs in again, is revoked, or its person leaves', async () => {
    const again = await signIn(server.url, 'rep2');
    const replaced = await listen(server.url, again);
    await signIn(server.url, 'rep2', { deviceId: again.deviceId });
    expect(await endsSoon(replaced)).toBe(true);

    for (const mode of ['drain', 'wipe']) {
      const lost = await signIn(server.url, 'rep2');
      const revoked = await listen(server.url, lost);
      await admin.post('/v1/admin/device/revoke', { deviceId: lost.deviceId, mode });
      expect(await endsSoon(revoked)).toBe(true);
      expect(codeOf(await lost.get('/v1/sync/poke'))).toBe('DEVICE_REVOKED');
    }

    const leaver = await signIn(server.url, 'lead2');
    const gone = await listen(server.url, leaver);
    await admin.post('/v1/admin/person/leave', { personId: server.company.leads[1].id });
    expect(await endsSoon(gone)).toBe(true);
    expect(codeOf(await leaver.get('/v1/sync/poke'))).toBe('ACCOUNT_DISABLED');
    expect(codeOf(await leaver.post('/v1/auth/sign-out', {}))).toBe('ACCOUNT_DISABLED');
  });

  test('[POKE3] ends when the password is reset at the console, or the device reports that it is wiped', async () => {
    const { companyId } = server.company;
    const { slug } = await server.db
      .selectFrom('company')
      .select('slug')
      .where('id', '=', companyId)
      .executeTakeFirstOrThrow();
    const locked = await listen(server.url, await signIn(server.url, 'lead1'));
    await resetPassword(server.db, systemClock, testConfig.argon2, slug, 'lead1');
    expect(await endsSoon(locked)).toBe(true);

    const device = await signIn(server.url, 'rep2');
    const wiped = await listen(server.url, device);
    expect((await device.receipt()).status).toBe(200);
    expect(await endsSoon(wiped)).toBe(true);
  });

  test('[POKE2] is not told of a book in the moment between losing it and knowing that', async () => {
    const [former, heir] = server.company.reps;
    const bookId = former.bookId!;
    const stream = await listen(server.url, await signIn(server.url, 'rep1'));
    await giveBookTo(server, bookId, heir.id);
    await notify(server, [{ person: former.id }, { scope: bookId, version: 77 }]);
    await notify(server, [{ scope: server.company.companyId, version: 78 }]);
    await until(() => stream.events.some((event) => event.kind === 'poke' && event.version === 78));
    expect(stream.events).toEqual([
      { kind: 'scopes' },
      { kind: 'poke', scope: server.company.companyId, version: 78 },
    ]);
    await giveBookTo(server, bookId, former.id);
  });

  test('goes on when a notice of another program or a newer server comes by', async () => {
    const stream = await listen(server.url, await signIn(server.url, 'rep3'));
    await notify(server, ['nonsense', '{}', { kind: 'of a newer server' }]);
    await notify(server, [{ scope: server.company.companyId, version: 99 }]);
    await until(() => stream.events.length > 0);
    expect(stream.events).toEqual([{ kind: 'poke', scope: server.company.companyId, version: 99 }]);
  });

  test('is one of few for a device: the oldest ends when too many are open', async () => {
    const device = await signIn(server.url, 'rep3');
    const streams: Stream[] = [];
    for (let opened = 0; opened < 4; opened++) streams.push(await listen(server.url, device));
    expect(await endsSoon(streams[0]!)).toBe(true);
    await notify(server, [{ scope: server.company.companyId, version: 101 }]);
    await until(() => streams[3]!.events.length > 0);
  });

  test('is cut off, not kept in memory, when its reader does not read', async () => {
    const device = await signIn(server.url, 'rep3');
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `GET /v1/sync/poke HTTP/1.1\r\nhost: x\r\nrapport-protocol: 1\r\nauthorization: Bearer ${device.token}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const connections = () =>
      new Promise<number>((resolve) => server.app.server.getConnections((_, count) => resolve(count)));
    const before = await connections();
    const notices = Array.from({ length: 4_000 }, (_, index) => ({
      scope: server.company.companyId,
      version: 200 + index,
    }));
    let after = before;
    for (let round = 0; after >= before && round < 60; round++) {
      await notify(server, notices);
      after = await connections();
    }
    expect(after).toBeLessThan(before);
    socket.destroy();
  });
});

describeOnBoth('an open stream whose notices were lost', (maker) => {
  test('[POKE2] knows its scopes again at the next heartbeat', async () => {
    const server = await maker.start({ config: { heartbeatMs: 50 } });
    const [former, heir] = server.company.reps;
    const stream = await listen(server.url, await signIn(server.url, 'rep1'));
    await giveBookTo(server, former.bookId!, heir.id);
    await until(() => stream.events.some(({ kind }) => kind === 'scopes'));
    const writer = await signIn(server.url, 'rep2');
    await writer.push(writer.mutation([noteOf(former.bookId!, customerIdOf(1, 1))]));
    await notify(server, [{ scope: server.company.companyId, version: 300 }]);
    await until(() => stream.events.some((event) => event.kind === 'poke' && event.version === 300));
    const ofBook = stream.events.filter((event) => event.kind === 'poke' && event.scope === former.bookId);
    expect(ofBook).toEqual([]);
  });
});
