/** What is too large or broken: each has to be refused with a code, within a time, and change nothing. */
import { setImmediate } from 'node:timers/promises';
import { zstdCompressSync } from 'node:zlib';
import { UnreachableError } from '#core/server-client/server-error.ts';
import { readPull } from '#core/server-client/pull-reader.ts';
import { signIn, send, type Device } from '#test/server/device.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import type { TestCore } from '#test/support/test-core.ts';
import { customerIdOf } from '#test/support/test-company.ts';

export interface BrokenResult {
  name: string;
  refused: boolean;
  told: string;
  ms: number;
}

const large = 'x'.repeat(10 * 1024 * 1024);

type Case = [name: string, ask: () => Promise<unknown>];

export async function runBroken(
  core: TestCore,
  customerId: string,
  server: CompanyServer,
): Promise<BrokenResult[]> {
  const rep = await signIn(server.url, 'rep2');
  const cases: Case[] = [
    ['10 MB note, IPC', () => core.api.note.create({ customerId, body: large })],
    [
      '1,000,000 characters in one line, name',
      () => core.api.customer.create({ fields: { name: 'x'.repeat(1_000_000) } }),
    ],
    ['1,000,000 characters, search', () => core.api.search.find({ text: 'x'.repeat(1_000_000), limit: 8 })],
    [
      '50,000 tags on one card',
      () =>
        core.api.customer.create({
          fields: { name: 'x' },
          tags: Array.from({ length: 50_000 }, (_, n) => `t${n}`),
        }),
    ],
    [
      'one cell of 10 MB, CSV',
      () => core.api.import.inspect({ fileName: 'x.csv', bytes: new Blob([`姓名,备注\n张三,"${large}`]) }),
    ],
    ...httpCases(server, rep),
    ...pageCases(),
  ];
  const results: BrokenResult[] = [];
  for (const [name, ask] of cases) {
    const began = performance.now();
    const told = await ask().then(
      (answer) => `answered: ${JSON.stringify(answer ?? null).slice(0, 80)}`,
      (error: { code?: string; message?: string }) => String(error.code ?? error.message),
    );
    const refused = /^(REFUSED|BAD_REQUEST|FOREIGN|4\d\d)$/.test(told);
    results.push({ name, refused, told, ms: performance.now() - began });
    await setImmediate();
  }
  return results;
}

/** Where the body of the one write is, as many writes as are asked for. */
function manyNotes(push: (body: string) => string): string {
  const [head = '', rest = ''] = push('"x"').split('"writes":[');
  const end = rest.lastIndexOf(']}]}');
  const note = rest.slice(0, end);
  const notes = Array.from({ length: 100_000 }, (_, n) =>
    note.replace('00000000beef', n.toString(16).padStart(12, '0')),
  );
  return `${head}"writes":[${notes.join()}${rest.slice(end)}`;
}

/** A page of a download, cut off at every byte before and after it was packed: none is taken for the whole. */
function pageCases(): Case[] {
  const scope = '01900001-b000-7000-8000-000000000001';
  const lines = [
    { kind: 'head', epoch: 'e', scopes: [{ id: scope, kind: 'book', version: 3 }], epochChanged: false },
    { kind: 'rows', scope, entity: 'note', columns: ['id', 'body'], rows: [['a', '茶\n"𠮷"']] },
    { kind: 'end', cursors: {}, more: false, remaining: 0, lines: 1, serverNow: '2026-01-01T00:00:00.000Z' },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const packed = zstdCompressSync(text);
  const cut = (bytes: Buffer, pack: (part: Buffer) => Buffer, shorter: number): Case[] => [
    [
      `${bytes.length - shorter} truncated NDJSON pages`,
      async () => {
        for (let length = 0; length < bytes.length - shorter; length++)
          await readPull(pack(bytes.subarray(0, length))).then(
            () => Promise.reject(new Error(`taken at ${length} bytes`)),
            (error: unknown) => {
              if (!(error instanceof UnreachableError) || error.reason !== 'FOREIGN') throw error;
            },
          );
        throw new Error('FOREIGN');
      },
    ],
  ];
  // Without its last line break a page is still whole.
  return [...cut(packed, (part) => part, 1), ...cut(Buffer.from(text), zstdCompressSync, 2)];
}

function httpCases(server: CompanyServer, rep: Device): Case[] {
  const scope = server.company.reps[1].bookId!;
  const push = (body: string) =>
    `{"deviceEpoch":"${rep.session.deviceEpoch}","mutations":[{"id":"${'a'.repeat(32)}","seq":1000000,"name":"x","at":"2026-02-01T08:00:00.000Z","writes":[{"op":"insert","entity":"note","id":"01900000-0000-7000-8000-00000000beef","scope":"${scope}","createdAt":"2026-02-01T08:00:00.000Z","fields":{"customerId":"${customerIdOf(2, 1)}","happenedAt":"2026-02-01T08:00:00.000Z","origin":"rep","body":${body}}}]}]}`;
  const raw: [string, string | Buffer][] = [
    ['malformed JSON', '{"a":'],
    ['nesting of 100,000', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['duplicate keys of a request', '{"deviceEpoch":"x","deviceEpoch":"y","mutations":[]}'],
    ['__proto__ as a key', '{"__proto__":{"isAdmin":true},"deviceEpoch":"x","mutations":[]}'],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), Buffer.from('"}')]),
    ],
    ['1e999', '{"deviceEpoch":1e999,"mutations":[]}'],
    ['a number above 2^53 for a text', push('9007199254740993')],
    ['-0 for a text', push('-0')],
    ['10 MB note, push', push(`"${large}"`)],
    ['100,000 notes on one card, one push', manyNotes(push)],
    ['nothing', ''],
  ];
  return raw.map(([name, body]): Case => [
    `${name}, HTTP`,
    async () => {
      const { status, text } = await send(server.url, '/v1/sync/push', { token: rep.token, raw: body });
      if (status >= 400) throw new Error(String(status));
      // A mutation of its own is set aside with its reason; the request as such was in order.
      if (text.includes('"status":"rejected"')) throw new Error('400');
      return text;
    },
  ]);
}
