/** A rep at work without a server: the services on a real local file whose first download is complete. */
import { onTestFinished } from 'vitest';
import { setMeta } from '#core/db/meta.ts';
import { createServices, type Services } from '#core/services/all.ts';
import {
  createLocalContext,
  type LocalContext,
  type LocalContextOptions,
} from '#test/support/local-context.ts';

export interface TestClock {
  now(): number;
  /** Moves to an instant. */
  set(at: string): void;
  pass(ms: number): void;
}

export interface Rep extends Services {
  context: LocalContext;
  clock: TestClock;
  /** Names of the mutations queued so far. */
  mutations(): string[];
  count(table: string): number;
}

/** 09:00 in Shanghai. */
export const today = '2026-03-10';

export function createRep(options: Omit<LocalContextOptions, 'clock'> = {}): Rep {
  let now = Date.parse(`${today}T01:00:00.000Z`);
  const clock: TestClock = {
    now: () => now,
    set: (at) => void (now = Date.parse(at)),
    pass: (ms) => void (now += ms),
  };
  const context = createLocalContext({ clock, ...options });
  onTestFinished(() => context.close());
  setMeta(context.db, 'first_download_at', new Date(now).toISOString());
  return {
    ...createServices(context),
    context,
    clock,
    mutations: () =>
      context.db.raw<{ name: string }>(`SELECT name FROM outbox ORDER BY seq`).map((row) => row.name),
    count: (table) => context.db.raw<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]!.n,
  };
}
