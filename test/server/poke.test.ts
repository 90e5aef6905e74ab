import { afterAll, beforeAll, expect, test } from 'vitest';
import { pokeEvent, type PokeEvent } from '#shared/protocol/sync.ts';
import { sql } from 'kysely';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth, describeOnPostgres } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { noteOf, protocol, signIn, type Device } from './device.ts';

interface Stream {
  events: PokeEvent[];
  comments: string[];
  /** Resolves with the first event, past or future, for which the condition holds. */
  until(condition: (event: PokeEvent) => boolean): Promise<PokeEvent>;
  ended: Promise<void>;
  close(): void;
}

const streams: Stream[] = [];
afterAll(() => {
  for (const stream of streams) stream.close();
});

async function listen(url: string, device: Device): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${url}/v1/sync/poke`, {
    headers: { ...protocol, authorization: `Bearer ${device.token}` },
    signal: abort.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const waiting = new Set<() => void>();
  const stream: Stream = {
    events: [],
    comments: [],
    until: (condition) =>
      new Promise((resolve) => {
        const look = () => {
          const found = stream.events.find(condition);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    ended: read(),
    close: () => abort.abort(),
  };
  streams.push(stream);
  return stream;

  async function read() {
    let text = '';
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const parts = text.split('\n\n');
        text = parts.pop()!;
        for (const part of parts) {
          if (part.startsWith('data: ')) stream.events.push(pokeEvent.parse(JSON.parse(part.slice(6))));
          else stream.comments.push(part);
        }
        for (const look of waiting) look();
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  }
}

describeOnBoth('poke', (maker) => {
  let server: CompanyServer;
  let book: string;
  beforeAll(async () => {
    server = await maker.start({ config: { heartbeatMs: 50 } });
    book = server.company.reps[0].bookId!;
  });

  test('[POKE1] [POKE2] tells the other device of the book, and nobody who may not hold it', async () => {
    const writer = await signIn(server.url, 'rep1');
    const reader = await listen(server.url, await signIn(server.url, 'rep1'));
    const stranger = await listen(server.url, await signIn(server.url, 'rep2'));
    const lead = await listen(server.url, await signIn(server.url, 'lead1'));
    await writer.push(writer.mutation([noteOf(book, customerIdOf(1, 1))]));
    const { version } = await server.db
      .selectFrom('scope')
      .select('version')
      .where('id', '=', book)
      .executeTakeFirstOrThrow();
    expect(await reader.until(({ kind }) => kind === 'poke')).toEqual({ kind: 'poke', scope: book, version });

    // A poke that everybody gets comes after; by then the others would have had the first one.
    const admin = await signIn(server.url, 'admin');
    const person = { name: 'X', account: 'new1', password: 'long enough!', role: 'lead', teamId: null };
    await admin.post('/v1/admin/person/create', person);
    for (const stream of [stranger, lead]) {
      const event = await stream.until(() => true);
      expect(event).toMatchObject({ kind: 'poke', scope: server.company.companyId });
    }
  });

  test('[POKE3] tells both people of a reassigned book, and pokes follow the new owner', async () => {
    const [former, heir] = server.company.reps;
    const formerStream = await listen(server.url, await signIn(server.url, 'rep1'));
    const heirDevice = await signIn(server.url, 'rep2');
    const heirStream = await listen(server.url, heirDevice);
    const admin = await signIn(server.url, 'admin');
    await admin.post('/v1/admin/book/reassign', {
      bookId: book,
      fromPersonId: former.id,
      toPersonId: heir.id,
      reason: 'x',
    });
    await formerStream.until(({ kind }) => kind === 'scopes');
    await heirStream.until(({ kind }) => kind === 'scopes');
    await heirDevice.push(heirDevice.mutation([noteOf(book, customerIdOf(1, 1))]));
    await heirStream.until((event) => event.kind === 'poke' && event.scope === book);
    await admin.post('/v1/admin/book/reassign', {
      bookId: book,
      fromPersonId: heir.id,
      toPersonId: former.id,
      reason: 'x',
    });
    await formerStream.until((event) => event.kind === 'poke' && event.scope === server.company.companyId);
    expect(formerStream.events.some((event) => event.kind === 'poke' && event.scope === book)).toBe(false);
  });

  test('[POKE3] ends the stream of a revoked device', async () => {
    const device = await signIn(server.url, 'rep3');
    const stream = await listen(server.url, device);
    const admin = await signIn(server.url, 'admin');
    await admin.post('/v1/admin/device/revoke', { deviceId: device.deviceId, mode: 'drain' });
    await stream.ended;
  });

  test('[POKE3] ends the stream when the session was replaced by another sign-in', async () => {
    const device = await signIn(server.url, 'rep3');
    const stream = await listen(server.url, device);
    await signIn(server.url, 'rep3', { deviceId: device.deviceId });
    await stream.ended;
  });

  test('[POKE4] keeps the line alive with comments', async () => {
    const stream = await listen(server.url, await signIn(server.url, 'rep3'));
    const admin = await signIn(server.url, 'admin');
    for (let tries = 0; stream.comments.length < 3 && tries < 100; tries++) await admin.get('/v1/auth/me');
    expect(stream.comments.slice(0, 2)).toEqual([': open', ': still here']);
  });
});

describeOnPostgres('poke across two servers on one database', (maker) => {
  test('[POKE1] reaches a device connected to the other server', async () => {
    const first = await maker.start();
    const where = await sql<{ url: string }>`
      select 'postgres://' || current_user || '@127.0.0.1:' || inet_server_port() || '/' || current_database() as url
    `.execute(first.db);
    const second = await startCompanyServer({ databaseUrl: where.rows[0]!.url });
    try {
      const { bookId } = first.company.reps[0];
      const reader = await listen(second.url, await signIn(second.url, 'rep1'));
      const writer = await signIn(first.url, 'rep1');
      await writer.push(writer.mutation([noteOf(bookId!, customerIdOf(1, 1))]));
      await reader.until((event) => event.kind === 'poke' && event.scope === bookId);
    } finally {
      await second.close();
    }
  });
});
