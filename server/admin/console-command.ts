/** What is done at the server's console: by the console program itself, or by the running server it asks. */
import type { Clock } from '#shared/lib/clock.ts';
import type { Db } from '../db/database.ts';
import { describeLastRestore } from '../backup/restore-status.ts';
import { createConsoleEnrolmentCode, resetPassword } from '../domain/account-recovery.ts';
import { verifyAudit } from '../domain/audit.ts';
import { createCompany } from '../domain/company.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Argon2Cost } from '../domain/secret.ts';
import { renewServerEpoch } from '../domain/server-epoch.ts';
import { describeNewCompany } from '../first-company.ts';
import { keepAttachments } from '../jobs/attachment-keep.ts';
import { prune, tombstoneDays } from '../jobs/prune.ts';

export type Values = Record<string, string | undefined>;

export interface CommandPlace {
  db: Db;
  clock: Clock;
  argon2: Argon2Cost;
  /** A line of the answer. */
  say: (line: string) => void;
}

interface ConsoleCommand {
  usage: string;
  /** Returns whether all is well. */
  run(place: CommandPlace, values: Values): Promise<boolean>;
}

export class BadUsage extends Error {}

export const consoleCommands: Record<string, ConsoleCommand> = {
  'create-company': {
    usage: '--slug <address name> --name <name> [--admin <account>]',
    async run({ db, clock, argon2, say }, values) {
      const slug = need(values, 'slug');
      const adminAccount = values.admin ?? 'admin';
      const made = await createCompany(db, clock, argon2, { slug, name: need(values, 'name'), adminAccount });
      for (const line of describeNewCompany(slug, adminAccount, made)) say(line);
      return true;
    },
  },
  'reset-password': {
    usage: '--company <slug> --account <account>',
    async run({ db, clock, argon2, say }, values) {
      const [company, account] = [need(values, 'company'), need(values, 'account')];
      say(`password  ${await resetPassword(db, clock, argon2, company, account)}`);
      return true;
    },
  },
  'enrolment-code': {
    usage: '--company <slug> --account <account>',
    async run({ db, clock, say }, values) {
      const [company, account] = [need(values, 'company'), need(values, 'account')];
      const { code, expiresAt } = await createConsoleEnrolmentCode(db, clock, company, account);
      say(`enrolment code  ${code} (until ${expiresAt})`);
      return true;
    },
  },
  'verify-audit': {
    usage: '[--company <slug>]',
    async run({ db, say }, values) {
      const all = await db.selectFrom('company').select(['id', 'slug']).orderBy('slug').execute();
      const wanted = all.filter(({ slug }) => values.company === undefined || slug === values.company);
      if (wanted.length === 0) throw new Refusal('NOT_FOUND', 'no such company');
      let isWhole = true;
      for (const { id, slug } of wanted) {
        const { entries, brokenAt } = await verifyAudit(db, id);
        isWhole &&= brokenAt === null;
        const verdict = brokenAt === null ? 'the chain is whole' : `the chain is broken at entry ${brokenAt}`;
        say(`${slug}: ${entries} entries, ${verdict}`);
      }
      return isWhole;
    },
  },
  prune: {
    usage: '[--days <how long deletions are kept>]',
    async run({ db, clock, say }, values) {
      const days = Number(values.days ?? tombstoneDays);
      if (!Number.isInteger(days) || days < 1) throw new BadUsage('--days is a whole number from 1');
      const { scopes, tombstones, moved, mutations } = await prune({ db, clock }, days);
      say(`cleared in ${scopes} scopes: ${tombstones} deleted rows, ${moved} notes of moved rows`);
      say(`cleared ${mutations} records of old mutations`);
      const { expired, removed } = await keepAttachments({ db, clock });
      say(
        `deleted ${expired} pictures of Moments whose days are over, removed the bytes of ${removed} files`,
      );
      return true;
    },
  },
  'restore-status': {
    usage: '(after a restore: what the devices have offered back, and what is still missing)',
    async run({ db, say }) {
      for (const line of await describeLastRestore(db)) say(line);
      return true;
    },
  },
  'renew-epoch': {
    usage: '(after restoring the database with its own tools: devices offer back what it lacks)',
    async run({ db, say }) {
      const epoch = await db.transaction().execute((trx) => renewServerEpoch(trx));
      say(`server epoch  ${epoch}`);
      return true;
    },
  },
};

export function findConsoleCommand(name: string): ConsoleCommand | undefined {
  return Object.hasOwn(consoleCommands, name) ? consoleCommands[name] : undefined;
}

export function need(values: Values, name: string): string {
  const value = values[name];
  if (!value) throw new BadUsage(`--${name} is missing`);
  return value;
}
