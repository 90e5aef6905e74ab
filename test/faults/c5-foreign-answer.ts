/** C5: something else answers in the server's place: a hotel's login page, a proxy, a server with another certificate. */
import { zstdCompressSync } from 'node:zlib';
import { protocolHeader } from '#shared/protocol/version.ts';
import { pullContentType } from '#shared/protocol/sync.ts';
import type { SessionState } from '#shared/contract/session.ts';
import type { Fault } from '../support/fault-proxy.ts';
import { makeAuthority, type Authority } from './certificate.ts';
import { setScene, type SceneDevice } from './device-scene.ts';
import { noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';
import { startTlsFront, type Manner } from './tls-front.ts';

const page =
  '<!doctype html><title>Welcome</title><form action="/login">Room number <input name="room"></form>';
const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };
const ours = { 'content-type': pullContentType, [protocolHeader]: '1' };

function answer(status: number, headers: Record<string, string>, body: string | Buffer = page): Fault {
  return { kind: 'replace', status, headers, body };
}

function refusal(status: number, code: string): Fault {
  return answer(status, json, JSON.stringify({ error: { code, message: 'no' } }));
}

const portals: Record<string, Fault> = {
  'login page': answer(200, html),
  'redirect to a login page': answer(302, { ...html, location: 'http://127.0.0.1:9/login' }),
  'redirect that repeats the POST': answer(307, { ...html, location: 'http://127.0.0.1:9/login' }),
  'network authentication required': answer(511, html),
  'proxy authentication required': answer(407, { ...html, 'proxy-authenticate': 'Basic realm="x"' }),
  'login page that says it is JSON': answer(200, json),
  'JSON of something else': answer(200, json, '{"ok":true,"results":[]}'),
  'no content': answer(204, {}, ''),
  'nothing at all': answer(200, { 'content-type': 'application/octet-stream' }, ''),
  'login page that says it is a pull answer': answer(200, ours),
  'compressed login page that says so too': answer(200, ours, zstdCompressSync(page)),
  'empty pull answer': answer(200, ours, zstdCompressSync('')),
  'gateway that ends sessions': refusal(401, 'UNAUTHENTICATED'),
  'gateway that revokes devices': refusal(401, 'DEVICE_REVOKED'),
  'gateway error with a time to wait': answer(503, { ...html, 'retry-after': '1' }),
  'connection closed at once': { kind: 'refuse' },
};

export const foreignAnswer: FaultRow = {
  id: 'C5',
  what: 'captive portals, proxies, broken TLS in the server’s place',
  runs: { full: 22, short: 22 },
  async run(context) {
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] };
    const scene = await setScene(context, { customersPerBook: 20 });
    const rep = scene.company.reps[0]!;
    const device = await scene.openDevice(rep);
    for (const [name, fault] of Object.entries(portals)) {
      await meet(device, name, figures, {
        begin: () => void (scene.proxy.fault = () => fault),
        end: () => void (scene.proxy.fault = () => undefined),
      });
    }
    if (context.has('openssl')) {
      const authority = makeAuthority(context.folder, 'company');
      const right = authority.issue('localhost');
      const front = await startTlsFront(() => scene.server.url, right);
      context.defer(() => front.close());
      const overTls = await scene.openDevice(rep, {
        serverUrl: `https://localhost:${front.port}`,
        env: { NODE_EXTRA_CA_CERTS: authority.file },
      });
      for (const [name, manner] of Object.entries(brokenTls(context, authority))) {
        await meet(overTls, name, figures, {
          begin: () => front.behave(manner),
          end() {
            // Whoever has the wrong certificate must not have heard a request, let alone a token.
            figures.leaked += front.heard.length;
            front.behave({ tls: right });
          },
        });
      }
    } else figures.skipped = 6;
    const harm = await scene.judge();
    return { ...figures, ...harm, leaked: harm.leaked + figures.leaked, extra: { kinds: figures.runs } };
  },
};

function brokenTls({ folder, has }: RowContext, company: Authority): Record<string, Manner> {
  const past = { under: ['faketime', '-f', '-30d'] };
  return {
    'certificate of an unknown authority': { tls: makeAuthority(folder, 'stranger').issue('localhost') },
    'certificate of another name': { tls: company.issue('example.org') },
    ...(has('faketime') ? { 'expired certificate': { tls: company.issue('localhost', past) } } : {}),
    'plain text instead of TLS': 'plain',
    'another program on the port': 'garbage',
    'connection closed in the handshake': 'close',
  };
}

interface Trouble {
  begin(): void;
  end(): void;
}

/** An edit, a round and a sign-in under it; then everything must be as it was, and go on. */
async function meet(device: SceneDevice, name: string, figures: RowFigures, trouble: Trouble): Promise<void> {
  const { core, rep } = device;
  const held = await rowsOf(device);
  trouble.begin();
  await device.writeNote(`while there was: ${name}`);
  const state = await device.sync();
  if (state.connection !== 'offline') figures.missed!.push(`${name}: the core says ${state.connection}`);
  if ((await rowsOf(device)) !== held + 1) figures.corrupt += 1;
  await core.call('session.signOut');
  const session = (await core.signIn(rep.account)) as SessionState;
  if (session.status !== 'ready') figures.missed!.push(`${name}: the session is ${session.status}`);
  else if ((await rowsOf(device)) !== held + 1) figures.corrupt += 1;
  trouble.end();
  figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await device.settle());
  figures.runs += 1;
}

async function rowsOf({ core }: SceneDevice): Promise<number> {
  const [row] = await core.query<{ rows: number }>(
    'SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM note) AS rows',
  );
  return row!.rows;
}
