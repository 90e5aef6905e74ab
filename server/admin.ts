/** `npm run admin -- <command>`: what is done at the server's console. Uses the server's environment. */
import { parseArgs } from 'node:util';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { complain, say } from './console.ts';
import { readConfig, type ServerConfig } from './config.ts';
import type { Db } from './db/database.ts';
import { openDatabase } from './db/open-database.ts';
import { createConsoleEnrolmentCode, resetPassword } from './domain/account-recovery.ts';
import { verifyAudit } from './domain/audit.ts';
import { createCompany } from './domain/company.ts';
import { Refusal } from './domain/refusal.ts';
import { renewServerEpoch } from './domain/server-epoch.ts';
import { describeNewCompany } from './first-company.ts';
import { explainStartFailure } from './start-failure.ts';

type Values = Record<string, string | undefined>;

interface ConsoleCommand {
  usage: string;
  /** Prints what it found or made; returns whether all is well. */
  run(db: Db, values: Values, config: ServerConfig): Promise<boolean>;
}

const commands: Record<string, ConsoleCommand> = {
  'create-company': {
    usage: '--slug <address name> --name <name> [--admin <account>]',
    async run(db, values, config) {
      const slug = need(values, 'slug');
      const adminAccount = values.admin ?? 'admin';
      const wanted = { slug, name: need(values, 'name'), adminAccount };
      const made = await createCompany(db, systemClock, config.app.argon2, wanted);
      for (const line of describeNewCompany(slug, adminAccount, made)) say(line);
      return true;
    },
  },
  'reset-password': {
    usage: '--company <slug> --account <account>',
    async run(db, values, config) {
      const { argon2 } = config.app;
      const password = await resetPassword(
        db,
        systemClock,
        argon2,
        need(values, 'company'),
        need(values, 'account'),
      );
      say(`password  ${password}`);
      return true;
    },
  },
  'enrolment-code': {
    usage: '--company <slug> --account <account>',
    async run(db, values) {
      const { code, expiresAt } = await createConsoleEnrolmentCode(
        db,
        systemClock,
        need(values, 'company'),
        need(values, 'account'),
      );
      say(`enrolment code  ${code} (until ${expiresAt})`);
      return true;
    },
  },
  'verify-audit': {
    usage: '[--company <slug>]',
    async run(db, values) {
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
  'renew-epoch': {
    usage: '(after restoring a backup: devices offer back what the backup lacks)',
    async run(db) {
      say(`server epoch  ${await renewServerEpoch(db)}`);
      return true;
    },
  },
};

class BadUsage extends Error {}

function need(values: Values, name: string): string {
  const value = values[name];
  if (!value) throw new BadUsage(`--${name} is missing`);
  return value;
}

function usage(): string {
  const lines = Object.entries(commands).map(
    ([name, command]) => `  npm run admin -- ${name} ${command.usage}`,
  );
  return ['usage:', ...lines].join('\n');
}

async function main(args: string[]): Promise<number> {
  const options = ['slug', 'name', 'admin', 'company', 'account'];
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
  });
  const command = Object.hasOwn(commands, positionals[0] ?? '') ? commands[positionals[0]!] : undefined;
  if (!command || positionals.length > 1) throw new BadUsage('which command?');
  const config = readConfig(process.env);
  const database = await openDatabase(config.location, silentLogger);
  try {
    return (await command.run(database.db, values as Values, config)) ? 0 : 1;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof BadUsage || (error instanceof TypeError && 'code' in error);
  const message = error instanceof Refusal ? error.message : explainStartFailure(error, process.env);
  complain(isUsage ? `${(error as Error).message}\n${usage()}` : message);
  process.exitCode = 1;
}
