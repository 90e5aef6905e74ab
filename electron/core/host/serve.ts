/** Entry: core for a browser window. Settings come from RAPPORT_* variables (README). */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '#shared/lib/clock.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import { createCore } from '../core.ts';
import { createFileLog } from '../log.ts';
import { passwordKeeper } from '../session/password-keeper.ts';
import { startWebHost } from './web-host.ts';

/** Something the person who started us can put right. */
class BadSetup extends Error {}

async function main(): Promise<void> {
  const env = process.env;
  const dataDir = resolve(env['RAPPORT_DATA_DIR'] ?? '.data/device');
  const pageDir = resolve(process.argv[2] ?? env['RAPPORT_PAGE_DIR'] ?? 'dist/renderer');
  const port = portOf(env['RAPPORT_PORT'] ?? '0');
  const token = env['RAPPORT_TOKEN'] ?? randomBytes(32).toString('base64url');
  if (!/^[\w-]{16,}$/.test(token))
    throw new BadSetup('RAPPORT_TOKEN needs at least 16 letters, digits, - or _');
  if (!existsSync(join(pageDir, 'index.html'))) {
    process.stderr.write(`no page in ${pageDir}: build it with npm run build\n`);
  }

  const { log, close: closeLog } = openLog(dataDir);
  const core = createCore({
    dataDir,
    log,
    clock: systemClock,
    timer: systemTimer,
    keyKeeper: passwordKeeper,
    defaultServerUrl: env['RAPPORT_SERVER_URL'] ?? '',
    appVersion: env['npm_package_version'] ?? 'development',
    platform: `${process.platform} ${process.arch}`,
  });
  const host = await startWebHost({ core, pageDir, port, token }).catch((error: NodeJS.ErrnoException) => {
    throw new BadSetup(`port ${port} on 127.0.0.1 cannot be used (${error.code})`);
  });
  process.stdout.write(`workbench on ${host.url}\n`);
  process.send?.({ type: 'listening', url: host.url });

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await host.close();
    await core.close();
    closeLog();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  process.on('disconnect', () => void stop());
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadSetup(`RAPPORT_PORT is no port: ${text}`);
  return port;
}

function openLog(dataDir: string) {
  try {
    return createFileLog(dataDir);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new BadSetup(`the data folder ${dataDir} cannot be written (${code}): set RAPPORT_DATA_DIR`);
  }
}

main().catch((error: unknown) => {
  const text = error instanceof BadSetup ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
