/** The server's settings, read from the environment once. */
import { resolve } from 'node:path';
import { z } from 'zod';
import type { DatabaseLocation } from './db/open-database.ts';
import { defaultArgon2Cost, type Argon2Cost } from './domain/secret.ts';

/** What the app needs to know; tests pass their own. */
export interface AppConfig {
  argon2: Argon2Cost;
  /** Failed sign-ins per address and account in five minutes. */
  signInFailures: number;
  requestsPerMinutePerAddress: number;
  requestsPerMinutePerDevice: number;
  /** Requests for orders, which need no session; all devices of an office may have one address. */
  ordersPerMinutePerAddress: number;
  /** Of all devices together; more would only take memory and each other's time. */
  pushesAtOnce: number;
  pullsAtOnce: number;
  /** Both, on the embedded database, which does one thing at a time. */
  embeddedAtOnce: number;
  /** How long one of them may wait for its turn; far below a device's patience of 12 seconds. */
  turnMs: number;
  /** Each open poke stream is checked so often; a comment goes out four times as often. */
  heartbeatMs: number;
  /** Customers a split moves per transaction: so few that a rep who writes into one of the books hardly waits. */
  splitChunk: number;
  /**
   * How many proxies of the company's own stand in front and add to X-Forwarded-For. Counted from this end, because
   * what stands before them in the header was written by the sender.
   */
  trustedProxies: number;
}

export const defaultAppConfig: AppConfig = {
  argon2: defaultArgon2Cost,
  signInFailures: 10,
  requestsPerMinutePerAddress: 12_000,
  requestsPerMinutePerDevice: 1_200,
  ordersPerMinutePerAddress: 600,
  pushesAtOnce: 8,
  pullsAtOnce: 12,
  embeddedAtOnce: 2,
  turnMs: 5_000,
  heartbeatMs: 20_000,
  splitChunk: 50,
  trustedProxies: 0,
};

export interface ServerConfig {
  location: DatabaseLocation;
  host: string;
  port: number;
  logLevel: string;
  app: AppConfig;
  /** Made at the first start on an empty database. */
  firstCompany: { slug: string; name: string } | undefined;
  /** Loads the demo company where it is missing. */
  demoCompany: boolean;
}

const environment = z.object({
  DATABASE_URL: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  DATA_DIR: z.string().default('.data/server'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(7420),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  COMPANY_NAME: z.string().min(1).max(100).optional(),
  COMPANY_SLUG: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,49}$/)
    .default('company'),
  DEMO_COMPANY: z.enum(['0', '1']).default('0'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
});

export class BadConfig extends Error {}

/** Throws {@link BadConfig} with one line that names the variables. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
    throw new BadConfig(`these settings are not valid: ${names.join(', ')}`);
  }
  const values = parsed.data;
  return {
    location: values.DATABASE_URL
      ? { databaseUrl: values.DATABASE_URL, poolSize: values.DATABASE_POOL }
      : { dataDir: resolve(values.DATA_DIR) },
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    app: { ...defaultAppConfig, trustedProxies: values.TRUST_PROXY },
    firstCompany: values.COMPANY_NAME ? { slug: values.COMPANY_SLUG, name: values.COMPANY_NAME } : undefined,
    demoCompany: values.DEMO_COMPANY === '1',
  };
}
