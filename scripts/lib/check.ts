/** The checks that look at the source without running it. */
import { spawn } from 'node:child_process';

const commands = {
  oxlint: ['oxlint', '--type-aware', '--deny-warnings'],
  prettier: ['prettier', '--check', '--log-level', 'warn', '.'],
  knip: ['knip', '--no-progress'],
  'types (node)': ['tsc', '-p', 'tsconfig.json'],
  'types (page)': ['tsc', '-p', 'renderer/tsconfig.json'],
  'types (page tests)': ['tsc', '-p', 'test/renderer/tsconfig.json'],
} as const;

export type Check = keyof typeof commands;

/** Runs the checks one after another; resolves with how many failed. */
export async function runChecks(names: readonly Check[]): Promise<number> {
  let failed = 0;
  for (const name of names) {
    const [command, ...args] = commands[name];
    const code = await run(command, args);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    if (code !== 0) failed++;
  }
  return failed;
}

/** Runs a command of node_modules/.bin (on the PATH of every npm script) and resolves with its exit code. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(signal ? 128 : (code ?? 1)));
  });
}
