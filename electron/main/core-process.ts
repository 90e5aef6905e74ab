/** Runs core in a utilityProcess, answers its key requests, and starts it again if it dies. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { coreMessage, type CoreMessage, type ShellMessage } from '#shared/contract/host-message.ts';
import { clearBrowserData } from './browser-data.ts';
import { findMainWindow } from './main-window.ts';
import { unwrapKey, wrapKey } from './key-store.ts';

const entry = fileURLToPath(new URL('../core/utility.js', import.meta.url));
/** A core that dies at once is not started more often than this within a minute. */
const maxRestarts = 3;

export interface Core {
  /** Hands core one end of a channel; the page has the other. */
  connect(port: MessagePortMain): void;
}

export function setUpCore(): Core {
  let child: UtilityProcess | undefined;
  let deaths: number[] = [];

  const send = (message: ShellMessage, transfer: MessagePortMain[] = []) =>
    child?.postMessage(message, transfer);

  function start(): void {
    child = utilityProcess.fork(entry, [], { serviceName: 'Rapport core', stdio: 'inherit' });
    child.on('message', (raw: unknown) => {
      const message = coreMessage.safeParse(raw);
      if (message.success) void receive(message.data);
    });
    child.once('exit', (code) => onExit(code));
    send({
      type: 'start',
      dataDir: process.env['RAPPORT_DATA_DIR'] ?? join(app.getPath('userData'), 'device'),
      serverUrl: process.env['RAPPORT_SERVER_URL'] ?? '',
      appVersion: app.getVersion(),
    });
  }

  async function receive(message: CoreMessage): Promise<void> {
    if (message.type === 'wiped') return clearBrowserData();
    if (message.type !== 'key.request') return;
    try {
      const value = await (message.op === 'wrap' ? wrapKey(message.value) : unwrapKey(message.value));
      send({ type: 'key.reply', id: message.id, ok: true, value });
    } catch {
      // Core tells the person; the reason must not carry the key.
      send({ type: 'key.reply', id: message.id, ok: false });
    }
  }

  function onExit(code: number): void {
    child = undefined;
    if (code === 0) return;
    const now = Date.now();
    deaths = [...deaths.filter((at) => now - at < 60_000), now];
    if (deaths.length > maxRestarts) return;
    start();
    // The page lost its port; loading again asks for a new one.
    findMainWindow()?.webContents.reload();
  }

  start();
  app.on('will-quit', () => child?.kill());
  return { connect: (port) => send({ type: 'connect' }, [port]) };
}
