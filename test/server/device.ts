/** A device reduced to its messages: what tests send and read, without the desktop's own code. */
import { randomBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { randomHex, uuidv7 } from '#shared/lib/uuid.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { WipeReceipt } from '#shared/protocol/device.ts';
import { signInResponse, type SignInResponse } from '#shared/protocol/auth.ts';
import {
  pullLine,
  pushResponse,
  type Mutation,
  type PullEnd,
  type PullHead,
  type PullLine,
  type PullRequest,
  type PushResponse,
  type ScopeCursor,
  type Write,
} from '#shared/protocol/sync.ts';
import { testPassword } from '#test/support/test-company.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

const at = '2026-02-01T08:00:00.000Z';

export const protocol = { 'rapport-protocol': '1' };

export async function send(
  url: string,
  path: string,
  options: { token?: string; body?: unknown; raw?: string | Buffer; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { token, body, raw, headers } = options;
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url + path, {
    method: content === undefined ? 'GET' : 'POST',
    headers: {
      ...protocol,
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content as string }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isZstd = response.headers.get('content-type')?.includes('zstd') ?? false;
  const text = (isZstd ? zstdDecompressSync(bytes) : bytes).toString('utf8');
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

export function codeOf(answer: Answer): string | undefined {
  return (answer.body as { error?: { code?: string } } | undefined)?.error?.code;
}

export interface SignInOptions {
  company?: string;
  password?: string;
  deviceId?: string;
  enrolmentCode?: string;
  /** Absent: a fresh one. Null: none is sent. */
  orderToken?: string | null;
}

export function newOrderToken(): string {
  return randomBytes(32).toString('base64url');
}

export function signInBody(account: string, options: SignInOptions = {}) {
  const {
    company = 'test',
    password = testPassword,
    deviceId = crypto.randomUUID(),
    enrolmentCode,
    orderToken = newOrderToken(),
  } = options;
  const about = { id: deviceId, name: 'Laptop', platform: 'linux', appVersion: '0.1.0' };
  const device = { ...about, ...(orderToken === null ? {} : { orderToken }) };
  return { company, account, password, device, ...(enrolmentCode ? { enrolmentCode } : {}) };
}

export type Row = Record<string, unknown> & { id: string; version: number };

export interface PullAnswer {
  head: PullHead;
  lines: PullLine[];
  end: PullEnd;
  /** Rows as objects, per entity, in the order they came. */
  rows(entity: string): Row[];
}

export interface Device {
  session: SignInResponse;
  token: string;
  deviceId: string;
  /** Empty where none was sent. */
  orderToken: string;
  /** Cursors of the last applied pull. */
  cursors: Record<string, ScopeCursor>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  pull(request?: Partial<PullRequest>): Promise<PullAnswer>;
  /** Pulls until nothing is left; rows by entity and id, as a device would hold what came. */
  pullAll(maxRows?: number): Promise<Map<string, Map<string, Row>>>;
  mutation(writes: Write[], fields?: Partial<Mutation>): Mutation;
  push(...mutations: Mutation[]): Promise<PushResponse>;
  /** These carry the order token instead of the session's. */
  order(): Promise<Answer>;
  drained(unsent?: number, serverEpoch?: string): Promise<Answer>;
  receipt(fields?: Partial<WipeReceipt>): Promise<Answer>;
}

/** The next number of a device epoch goes on where the session before this one ended. */
const lastSeq = new Map<string, number>();

function nextSeq(deviceEpoch: string): number {
  const seq = (lastSeq.get(deviceEpoch) ?? 0) + 1;
  lastSeq.set(deviceEpoch, seq);
  return seq;
}

export async function signIn(url: string, account: string, options: SignInOptions = {}): Promise<Device> {
  const request = signInBody(account, options);
  const answer = await send(url, '/v1/auth/sign-in', { body: request });
  if (answer.status !== 200) throw new Error(`sign-in of ${account}: ${answer.status} ${answer.text}`);
  const { id, orderToken = '' } = request.device;
  return deviceOf(url, signInResponse.parse(answer.body), id, orderToken);
}

function deviceOf(url: string, session: SignInResponse, deviceId: string, orderToken: string): Device {
  const { token } = session;
  const device: Device = {
    session,
    token,
    deviceId,
    orderToken,
    cursors: {},
    get: (path) => send(url, path, { token }),
    post: (path, body) => send(url, path, { token, body }),
    async pull(request = {}) {
      const body = { epoch: session.serverEpoch, scopes: device.cursors, ...request };
      const answer = await send(url, '/v1/sync/pull', { token, body });
      if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${answer.text}`);
      const pulled = readPull(answer.text);
      device.cursors = pulled.end.cursors;
      return pulled;
    },
    async pullAll(maxRows) {
      const held = new Map<string, Map<string, Row>>();
      for (let isMore = true; isMore;) {
        const answer = await device.pull(maxRows ? { maxRows } : {});
        for (const line of answer.lines) {
          if (line.kind !== 'rows') continue;
          const rows = held.get(line.entity) ?? new Map<string, Row>();
          for (const row of rowsOf(line)) rows.set(row.id, row);
          held.set(line.entity, rows);
        }
        isMore = answer.end.more;
      }
      return held;
    },
    mutation: (writes, fields = {}) => ({
      id: randomHex(16),
      seq: nextSeq(session.deviceEpoch),
      name: 'test',
      at,
      writes,
      ...fields,
    }),
    async push(...mutations) {
      const body = { deviceEpoch: session.deviceEpoch, mutations };
      const answer = await send(url, '/v1/sync/push', { token, body });
      if (answer.status !== 200) throw new Error(`push: ${answer.status} ${answer.text}`);
      return pushResponse.parse(answer.body);
    },
    order: () => send(url, '/v1/device/order', { token: orderToken, raw: '' }),
    drained: (unsent = 0, serverEpoch) =>
      send(url, '/v1/device/drained', { token: orderToken, body: { unsent, serverEpoch } }),
    receipt: (fields = {}) => {
      const body = { filesRemoved: 3, unsent: 0, wipedAt: at, ...fields };
      return send(url, '/v1/device/receipt', { token: orderToken, body });
    },
  };
  return device;
}

export function readPull(text: string): PullAnswer {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => pullLine.parse(JSON.parse(line)));
  const head = lines[0];
  const end = lines.at(-1);
  if (head?.kind !== 'head' || end?.kind !== 'end') throw new Error('head or end mark is missing');
  return {
    head,
    lines: lines.slice(1, -1),
    end,
    rows: (entity) =>
      lines.flatMap((line) => (line.kind === 'rows' && line.entity === entity ? rowsOf(line) : [])),
  };
}

function rowsOf(line: Extract<PullLine, { kind: 'rows' }>): Row[] {
  return line.rows.map(
    (values) => Object.fromEntries(line.columns.map((name, index) => [name, values[index]])) as Row,
  );
}

export function insert(
  entity: string,
  scope: string,
  fields: Record<string, unknown>,
  id = uuidv7(systemClock),
): Write {
  return { op: 'insert', entity, id, scope, createdAt: at, fields } as Write;
}

export function patch(
  entity: string,
  scope: string,
  id: string,
  seen: number,
  fields: Record<string, unknown>,
): Write {
  return { op: 'patch', entity, id, scope, seen, fields } as Write;
}

export function noteOf(scope: string, customerId: string, body = 'a note', id?: string): Write {
  return insert('note', scope, { customerId, body, happenedAt: at, origin: 'rep' }, id);
}
