/**
 * `npm start`: builds what is missing, starts the company server with the demo company and the workbench, and prints
 * where they are and who can sign in. `-- --fresh` begins with new data, `-- --no-open` opens no window.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoAccounts } from '#server/domain/demo/demo-account.ts';
import { DataFolderInUse, lockDataFolder } from '#server/db/data-folder-lock.ts';
import { run } from './lib/check.ts';
import { isStale } from './lib/fingerprint.ts';
import { targets } from './lib/target.ts';
import { NotStarted, startChild, stopChild, type Child } from './lib/child.ts';
import { obtainElectron } from './lib/electron-binary.ts';
import { openInBrowser } from './lib/open-in-browser.ts';

const args = new Set(process.argv.slice(2));
const home = resolve(process.env['RAPPORT_HOME'] ?? '.data');
const children: Child[] = [];
let stopping = false;

async function main(): Promise<void> {
  await prepareHome();
  await buildIfStale();

  const port = process.env['PORT'] ?? '7420';
  const server = start('dist/server/main.js', {
    DATA_DIR: join(home, 'server'),
    PORT: port,
    HOST: process.env['HOST'] ?? '127.0.0.1',
    DEMO_COMPANY: '1',
  });
  const { port: boundPort } = await server.ready;
  const serverUrl = `http://127.0.0.1:${String(boundPort)}`;
  console.log(`company server  ${serverUrl}`);

  const electron = canShowWindow() ? await obtainElectron(join(home, 'electron-unavailable')) : undefined;
  await (electron ? startDesktop(electron, serverUrl) : startInBrowser(serverUrl));
  printAccounts();
}

/** In a process of its own: the bundlers' memory is not carried all day. */
async function buildIfStale(): Promise<void> {
  if (!targets.some(isStale)) return;
  if ((await run(process.execPath, ['scripts/build.ts'])) !== 0) throw new NotStarted('The build failed.');
}

async function prepareHome(): Promise<void> {
  if (args.has('--fresh')) await clearHome();
  try {
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.W_OK);
  } catch {
    throw new NotStarted(`The data folder ${home} cannot be written. Choose another with RAPPORT_HOME.`);
  }
}

/** Not under the feet of a program that runs on it. */
async function clearHome(): Promise<void> {
  const serverHome = join(home, 'server');
  try {
    if (existsSync(serverHome)) await (await lockDataFolder(serverHome))();
  } catch (error) {
    if (error instanceof DataFolderInUse) throw new NotStarted(error.message);
    throw error;
  }
  rmSync(home, { recursive: true, force: true });
}

function start(script: string, env: NodeJS.ProcessEnv): Child {
  const child = startChild(script, { ...process.env, ...env }, (line) => {
    // The address is said once, in words of its own.
    if (!/^(listening|workbench) on /.test(line)) console.log(line);
  });
  children.push(child);
  void child.exited.then(() => {
    if (!stopping) void stop(1);
  });
  return child;
}

async function startInBrowser(serverUrl: string): Promise<void> {
  const core = start('dist/core/serve.js', {
    RAPPORT_DATA_DIR: join(home, 'device'),
    RAPPORT_PORT: process.env['RAPPORT_PORT'] ?? '7421',
    RAPPORT_SERVER_URL: serverUrl,
    RAPPORT_PAGE_DIR: resolve('dist/renderer'),
  });
  const { url } = await core.ready;
  console.log(`workbench       ${String(url)}  (in the browser: no Electron binary on this machine)`);
  if (!args.has('--no-open')) openInBrowser(String(url));
}

async function startDesktop(electron: string, serverUrl: string): Promise<void> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electron, [...sandbox, '.'], {
    stdio: 'inherit',
    env: { ...process.env, RAPPORT_DATA_DIR: join(home, 'desktop'), RAPPORT_SERVER_URL: serverUrl },
  });
  child.on('exit', () => void stop(0));
  console.log('workbench       in its own window (Electron)');
}

/** On Linux a window needs a display. */
function canShowWindow(): boolean {
  if (args.has('--browser')) return false;
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

const roleTitles = { rep: '顾问', lead: '主管', admin: '管理员' } as const;

function printAccounts(): void {
  console.log('\ncompany  demo');
  for (const { role, account, password } of demoAccounts.slice(0, 3)) {
    console.log(`${roleTitles[role]}  account ${account}  password ${password}`);
  }
  console.log('\nCtrl-C stops everything.');
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // The workbench goes first, so that its last edits still reach the server.
  for (const child of children.toReversed()) await stopChild(child);
  process.exit(code);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

if (!existsSync('package.json')) throw new Error('run this from the root of the checkout');
main().catch((error: unknown) => {
  // A child that could not start has already said why in one line.
  if (!(error instanceof NotStarted)) console.error(error);
  else if (children.length === 0) console.error(error.message);
  void stop(1);
});
