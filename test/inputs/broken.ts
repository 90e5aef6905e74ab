/** What is too large or broken: each has to be refused with a code, within a time, and change nothing. */
import { setImmediate } from 'node:timers/promises';
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
  ];
  const results: BrokenResult[] = [];
  for (const [name, ask] of cases) {
    const began = performance.now();
    const told = await ask().then(
      (answer) => `answered: ${JSON.stringify(answer ?? null).slice(0, 80)}`,
      (error: { code?: string; message?: string }) => String(error.code ?? error.message),
    );
    const refused = /^(REFUSED|BAD_REQUEST|4\d\d)$/.test(told);
    results.push({ name, refused, told, ms: performance.now() - began });
    await setImmediate();
  }
  return results;
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
