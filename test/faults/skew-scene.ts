/** The devices and the server of K1, each a process of some version; what was edited and what has to come of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncState } from '#shared/contract/sync.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { customerFields, customerIdOf, testId } from '../support/test-company.ts';
import { startCoreProcess, type CoreProcess } from './core-process.ts';
import type { SkewBuild, SkewVersion } from './skew-build.ts';

export interface SkewDevice {
  readonly core: CoreProcess;
  readonly version: SkewVersion;
  /** 1 to 3: rep1 to rep3. */
  readonly rep: number;
}

export async function startDevice(options: {
  build: SkewBuild;
  version: SkewVersion;
  rep: number;
  dataDir: string;
  serverUrl: string;
}): Promise<SkewDevice> {
  const { build, version, rep, dataDir, serverUrl } = options;
  const core = await startCoreProcess({ dataDir, serverUrl, script: build.core });
  return { core, version, rep };
}

/** What has to be on the server in the end: fields of customers, notes and gifts, by what tells them apart. */
export interface Promised {
  fields: Map<string, unknown>;
  notes: Set<string>;
  gifts: Set<string>;
}

export const newPromised = (): Promised => ({ fields: new Map(), notes: new Set(), gifts: new Set() });

export function createEditor(promised: Promised) {
  const scopeOf = (rep: number) => testId('book', rep);

  return {
    /** One mutation that sets fields of a customer. */
    async patch({ core }: SkewDevice, id: string, fields: Record<string, unknown>): Promise<void> {
      await core.mutate({ op: 'patch', entity: 'customer', id, fields });
      for (const [field, value] of Object.entries(fields)) promised.fields.set(`${id} ${field}`, value);
    },
    async note({ core }: SkewDevice, customerId: string, body: string): Promise<void> {
      await core.call('note.create', { customerId, body });
      promised.notes.add(body);
    },
    async customer({ core, rep }: SkewDevice, fields: Record<string, unknown>): Promise<string> {
      const id = uuidv7(systemClock);
      const all = customerFields(fields);
      await core.mutate({ op: 'insert', entity: 'customer', id, scope: scopeOf(rep), fields: all });
      for (const [field, value] of Object.entries(fields)) promised.fields.set(`${id} ${field}`, value);
      return id;
    },
    /** An insert and, in a mutation of its own, a change of it. */
    async gift({ core, rep }: SkewDevice, customerId: string, title: string): Promise<void> {
      const id = uuidv7(systemClock);
      // Only builds of version 3 know the entity.
      const entity = 'gift' as 'note';
      await core.mutate({
        op: 'insert',
        entity,
        id,
        scope: scopeOf(rep),
        fields: { customerId, title: 'unnamed' },
      });
      await core.mutate({ op: 'patch', entity, id, fields: { title } });
      promised.gifts.add(title);
    },
  };
}

/** Exchanges until everything that may go has gone; resolves with the state it ends in. */
export async function settle({ core }: SkewDevice, ms = 30_000): Promise<SyncState> {
  for (const end = performance.now() + ms; ; await sleep(100)) {
    const state = await core.call<SyncState>('sync.now');
    const isOver = state.connection === 'online' || state.lastError === 'PROTOCOL_TOO_OLD';
    if (isOver && state.pending === 0) return state;
    if (performance.now() > end) throw new Error(`not settled: ${JSON.stringify(state)}`);
  }
}

/** What of the promised is not as it has to be in the file of a device that has everything. */
export async function missingOf(
  { core, rep }: SkewDevice,
  promised: Promised,
): Promise<{ lost: string[]; corrupt: string[]; duplicated: string[] }> {
  const [lost, corrupt, duplicated]: string[][] = [[], [], []];
  const customers = await core.query<Record<string, unknown>>('SELECT * FROM customer');
  for (const [key, value] of promised.fields) {
    const [id, field] = key.split(' ') as [string, string];
    const row = customers.find((customer) => customer['id'] === id);
    if (!row) lost!.push(key);
    else if (row[field] !== value)
      corrupt!.push(`rep${rep} ${key}: ${String(row[field])}, not ${String(value)}`);
  }
  for (const [table, column, wanted] of [
    ['note', 'body', promised.notes],
    ['gift', 'title', promised.gifts],
  ] as const) {
    const rows = await core.query<{ text: string }>(`SELECT ${column} AS text FROM ${table}`);
    const found = rows.map(({ text }) => text);
    lost!.push(...[...wanted].filter((text) => !found.includes(text)));
    duplicated!.push(...found.filter((text, place) => found.indexOf(text) !== place));
  }
  return { lost: lost!, corrupt: corrupt!, duplicated: duplicated! };
}

export const customerOfRep = (rep: number, place: number) => customerIdOf(rep, place);
