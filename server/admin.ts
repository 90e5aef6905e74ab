/** `npm run admin -- <command>`: what is done at the server's console. Uses the server's environment. */
import { parseArgs } from 'node:util';
import { backUpTo, restoreFrom } from './admin/backup-command.ts';
import { openConsole, type AdminConsole } from './admin/console.ts';
import { BadUsage, consoleCommands, findConsoleCommand, need, type Values } from './admin/console-command.ts';
import { BackupError } from './backup/backup-error.ts';
import { complain, say } from './console.ts';
import { readConfig } from './config.ts';
import { Refusal } from './domain/refusal.ts';
import { explainStartFailure } from './start-failure.ts';

const output = { say, tell: complain };

/** Those that read or write a file of the console's own. */
const fileCommands: Record<
  string,
  { usage: string; run(admin: AdminConsole, values: Values, isSure: boolean): Promise<boolean> }
> = {
  backup: {
    usage: '--out <file>',
    run: (admin, values) => backUpTo(admin, need(values, 'out'), output),
  },
  restore: {
    usage: '--in <file> [--yes]',
    run: (admin, values, isSure) => restoreFrom(admin, need(values, 'in'), isSure, output),
  },
};

function usage(): string {
  const all = Object.entries({ ...consoleCommands, ...fileCommands });
  return ['usage:', ...all.map(([name, command]) => `  npm run admin -- ${name} ${command.usage}`)].join(
    '\n',
  );
}

async function main(args: string[]): Promise<number> {
  const texts = ['slug', 'name', 'admin', 'company', 'account', 'days', 'out', 'in'];
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(texts.map((name) => [name, { type: 'string' as const }])),
      yes: { type: 'boolean' },
    },
  });
  const name = positionals[0] ?? '';
  const fileCommand = Object.hasOwn(fileCommands, name) ? fileCommands[name] : undefined;
  if ((!fileCommand && !findConsoleCommand(name)) || positionals.length > 1)
    throw new BadUsage('which command?');
  const { yes = false, ...given } = values;
  const admin = await openConsole(readConfig(process.env), output);
  try {
    const isWell = fileCommand
      ? await fileCommand.run(admin, given as Values, yes === true)
      : await admin.run(name, given as Values);
    return isWell ? 0 : 1;
  } finally {
    await admin.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof BadUsage || (error instanceof TypeError && 'code' in error);
  const isPlain = error instanceof Refusal || error instanceof BackupError;
  const message = isPlain ? error.message : explainStartFailure(error, process.env);
  complain(isUsage ? `${(error as Error).message}\n${usage()}` : message);
  process.exitCode = 1;
}
