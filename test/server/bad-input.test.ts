import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { errorBody } from '#shared/protocol/error.ts';
import { pushBodyLimit } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { noteOf, send, signIn, signInBody, type Answer, type Device } from './device.ts';

describe('bad input', () => {
  let server: CompanyServer;
  let device: Device;
  const logged: unknown[] = [];

  beforeAll(async () => {
    const keep = (fields: object, event: string) => void logged.push([event, fields]);
    const log = { debug: keep, info: keep, warn: keep, error: keep };
    server = await startCompanyServer({ log });
    device = await signIn(server.url, 'rep1');
    return () => server.close();
  });

  const expectRefusal = (answer: Answer, what: string) => {
    expect(answer.status, what).toBeGreaterThanOrEqual(400);
    expect(answer.status, what).toBeLessThan(500);
    expect(errorBody.safeParse(answer.body).success, `${what}: ${answer.text}`).toBe(true);
    expect(answer.text, what).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts\b/);
    expect(answer.text.length, what).toBeLessThan(500);
  };

  const routes = () =>
    Object.entries(server.app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods ?? {}).flatMap(([method, route]) =>
        typeof route === 'object' && route !== null && 'requestBody' in route ? [{ path, method }] : [],
      ),
    );

  const deep = (opening: string, closing: string) => opening.repeat(100_000) + closing.repeat(100_000);
  const bodies: Array<[string, string | Buffer, Record<string, string>?]> = [
    ['nothing', ''],
    ['not JSON', 'hello'],
    ['cut off', '{"company":"te'],
    ['two values', '{}{}'],
    ['a byte order mark and rubbish', '\ufeff{'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['NUL', '\u0000'],
    ['deep arrays', deep('[', ']')],
    ['deep objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['deep and never closed', '['.repeat(60_000)],
    ['a list', '[]'],
    ['null', 'null'],
    ['a string', '"x"'],
    ['a number', '12345678901234567890123'],
    ['an endless number', '1e999'],
    ['__proto__', '{"__proto__":{"role":"admin"}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"role":"admin"}}}'],
    ['an unknown field', '{"toString":1}'],
    ['form data', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no content type', '{}', { 'content-type': '' }],
    ['XML', '<a/>', { 'content-type': 'application/xml' }],
    ['text', '{}', { 'content-type': 'text/plain' }],
  ];

  test('[AUTH8] is answered with a 4xx and a code on every route that takes a body', async () => {
    expect(routes().length).toBeGreaterThanOrEqual(12);
    for (const { path } of routes()) {
      for (const [what, raw, headers] of bodies) {
        const answer = await send(server.url, path, {
          token: device.token,
          raw,
          ...(headers ? { headers } : {}),
        });
        expectRefusal(answer, `${path}: ${what}`);
      }
    }
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  test('[AUTH8] in single fields of a sign-in is a 4xx too', async () => {
    const good = signInBody('rep1');
    const cases: object[] = [
      { ...good, company: 1 },
      { ...good, company: '' },
      { ...good, company: 'x'.repeat(51) },
      { ...good, company: 'te\u0000st' },
      { ...good, account: '\ud800' },
      { ...good, account: { $ne: '' } },
      { ...good, account: "' or 1=1 --" },
      { ...good, password: null },
      { ...good, password: 'x'.repeat(201) },
      { ...good, password: '\u0000' },
      { ...good, device: { ...good.device, id: 'not an id' } },
      { ...good, device: { ...good.device, name: 'x\u0000' } },
      { ...good, device: { ...good.device, name: 'x\udfff' } },
      { ...good, device: { ...good.device, role: 'admin' } },
      { ...good, enrolmentCode: 12345678 },
      { ...good, role: 'admin' },
    ];
    for (const body of cases) {
      expectRefusal(await send(server.url, '/v1/auth/sign-in', { body }), JSON.stringify(body));
    }
  });

  test('[PUSH5] in a push refuses the whole body, and nothing of it is applied', async () => {
    const { bookId } = server.company.reps[0];
    const good = device.mutation([noteOf(bookId!, customerIdOf(1, 1))]);
    const { deviceEpoch } = device.session;
    const withWrite = (write: object) => ({
      ...device.mutation([noteOf(bookId!, customerIdOf(1, 1))]),
      writes: [write],
    });
    const cases: Array<[string, object]> = [
      ['no mutations', { deviceEpoch, mutations: [] }],
      ['an unknown field', { deviceEpoch, mutations: [good], companyId: 'x' }],
      ['a bad id', { deviceEpoch, mutations: [good, { ...good, id: 'XYZ' }] }],
      ['a number above 2^53', { deviceEpoch, mutations: [good, { ...good, seq: 2 ** 53 }] }],
      ['a negative number', { deviceEpoch, mutations: [good, { ...good, seq: -1 }] }],
      ['NUL in the name', { deviceEpoch, mutations: [good, { ...good, name: 'a\u0000' }] }],
      ['a lone surrogate in the name', { deviceEpoch, mutations: [good, { ...good, name: 'a\ud800' }] }],
      ['no writes', { deviceEpoch, mutations: [good, { ...good, writes: [] }] }],
      ['an unknown operation', { deviceEpoch, mutations: [good, withWrite({ op: 'drop' })] }],
      ['a date without a zone', { deviceEpoch, mutations: [good, { ...good, at: '2026-02-01 08:00' }] }],
      [
        'a negative version',
        {
          deviceEpoch,
          mutations: [
            good,
            withWrite({
              op: 'patch',
              entity: 'customer',
              id: customerIdOf(1, 1),
              scope: bookId,
              seen: -1,
              fields: {},
            }),
          ],
        },
      ],
      ['too many mutations', { deviceEpoch, mutations: Array(501).fill(good) }],
    ];
    for (const [what, body] of cases) expectRefusal(await device.post('/v1/sync/push', body), what);
    expect(await server.db.selectFrom('processedMutation').select('mutationId').execute()).toEqual([]);
  });

  test('in a pull is refused: bad ids, versions, tokens and bounds', async () => {
    const id = server.company.companyId;
    const cases: object[] = [
      { scopes: { 'not an id': { version: 0 } } },
      { scopes: { [id]: { version: -1 } } },
      { scopes: { [id]: { version: 1.5 } } },
      { scopes: { [id]: { version: 2 ** 60 } } },
      { scopes: { [id]: { version: 0, resume: 'x'.repeat(501) } } },
      { scopes: {}, maxRows: 0 },
      { scopes: {}, maxRows: 1e9 },
      { scopes: {}, epoch: 1 },
    ];
    for (const body of cases) expectRefusal(await device.post('/v1/sync/pull', body), JSON.stringify(body));
  });

  test('above the body limit is 413: 64 KB, and 8 MB for a push', async () => {
    const filler = (size: number) => JSON.stringify({ x: 'x'.repeat(size) });
    for (const [path, size] of [
      ['/v1/auth/sign-in', 64 * 1024],
      ['/v1/review/days', 64 * 1024],
      ['/v1/sync/push', pushBodyLimit],
    ] as const) {
      const answer = await send(server.url, path, { token: device.token, raw: filler(size) });
      expect([path, answer.status], answer.text).toEqual([path, 413]);
      expectRefusal(answer, path);
      const below = await send(server.url, path, { token: device.token, raw: filler(size - 100) });
      expect(below.status, path).toBe(400);
    }
  });

  test('an unknown address, a wrong method and a hostile header are refused with a code', async () => {
    for (const path of [
      '/',
      '/v1',
      '/v1/nothing',
      '/v1/sync/pull',
      '/%00',
      '/..%2f..%2fetc/passwd',
      '/v1/%ff',
    ]) {
      expectRefusal(await send(server.url, path, { token: device.token }), path);
    }
    for (const authorization of [`Bearer ${'a'.repeat(5_000)}`, 'Bearer \u00ff', 'Bearer a b']) {
      expectRefusal(await send(server.url, '/v1/auth/me', { headers: { authorization } }), 'authorization');
    }
  });

  test('that is not HTTP, or has a huge header, gets an error body on the bare socket', async () => {
    const huge = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`;
    for (const [what, status] of [
      ['rubbish\r\n\r\n', 400],
      [huge, 431],
    ] as const) {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(what);
      const answer = (await socket.toArray()).join('');
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(errorBody.safeParse(JSON.parse(answer.split('\r\n\r\n')[1]!)).success).toBe(true);
    }
  });

  test('an id in upper case is the same id', async () => {
    const { bookId } = server.company.reps[0];
    const note = noteOf(bookId!.toUpperCase(), customerIdOf(1, 1).toUpperCase());
    expect((await device.push(device.mutation([note]))).results[0]!.status).toBe('applied');
  });

  test('a server error says only that, with the id of the request, and is logged', async () => {
    await server.db.schema.alterTable('audit').renameTo('audit_away').execute();
    const admin = await signIn(server.url, 'admin').catch(() => undefined);
    expect(admin).toBeUndefined();
    const answer = await send(server.url, '/v1/auth/sign-in', { body: signInBody('rep1') });
    await server.db.schema.alterTable('audit_away').renameTo('audit').execute();
    expect(answer.status).toBe(500);
    expect(answer.text).toBe(
      JSON.stringify({
        error: { code: 'INTERNAL', message: `internal error, request ${answer.headers.get('x-request-id')}` },
      }),
    );
    expect(logged.some((entry) => JSON.stringify(entry).includes('http.internal'))).toBe(true);
  });

  test('too many requests from one address are 429 with the time to wait', async () => {
    const strict = await startCompanyServer({
      config: { requestsPerMinutePerAddress: 5, requestsPerMinutePerDevice: 3 },
    });
    try {
      const limited = await signIn(strict.url, 'rep1');
      const answers: Answer[] = [];
      for (let round = 0; round < 6; round++) answers.push(await limited.get('/v1/auth/me'));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429, 429]);
      for (const answer of answers.slice(3)) {
        expectRefusal(answer, 'limit');
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    } finally {
      await strict.close();
    }
  });

  test('/openapi.json lists every route with its body and answers, and /health answers', async () => {
    const { body } = await send(server.url, '/openapi.json');
    const paths = Object.keys((body as { paths: object }).paths).sort();
    expect(paths).toContain('/v1/sync/push');
    const isRegistered = (url: string) =>
      (['GET', 'POST'] as const).some((method) => server.app.hasRoute({ url, method }));
    expect(paths.filter((path) => !isRegistered(path))).toEqual([]);
    expect(paths).toEqual(
      [
        '/health',
        '/openapi.json',
        ...['sign-in', 'sign-out', 'me'].map((name) => `/v1/auth/${name}`),
        ...['order', 'drained', 'receipt'].map((name) => `/v1/device/${name}`),
        ...['pull', 'push', 'poke'].map((name) => `/v1/sync/${name}`),
        ...['missing', 'bytes', 'hand-in'].map((name) => `/v1/attachment/${name}`),
        ...['days', 'items', 'evidence', 'signals', 'autopsy', 'sign-promo', 'decide-campaign'].map(
          (name) => `/v1/review/${name}`,
        ),
        '/v1/setting/set',
        '/v1/sop/audience',
        '/v1/sop/change',
        '/v1/sop/list',
        '/v1/content/save-offer',
        ...['dictionary', 'merge-preview', 'change'].map((name) => `/v1/tag/${name}`),
        ...['allowance', 'begin'].map((name) => `/v1/export/${name}`),
        ...['people', 'devices', 'audit', 'enrolment-code', 'enrolment-policy'].map(
          (name) => `/v1/admin/${name}`,
        ),
        ...['person/create', 'person/leave', 'device/revoke'].map((name) => `/v1/admin/${name}`),
        ...['preview', 'reassign', 'customers', 'split', 'splits'].map((name) => `/v1/admin/book/${name}`),
      ].sort(),
    );
    const health = await fetch(`${server.url}/health`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true, protocol: protocolVersion }]);
  });
});
