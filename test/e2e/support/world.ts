/** The real parts of a story: one company server and any number of devices, each a process of its own in a temp folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import type { Db } from '#server/db/database.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { startChild, stopChild, type Child } from '../../../scripts/lib/child.ts';
import { putDemoInto } from './demo-image.ts';

const screens = resolve('test/e2e/__screens__');

export interface Device {
  /** The workbench's address with its token. */
  url: string;
  dataDir: string;
  stop(): Promise<void>;
}

export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'rapport-e2e-'));
  readonly lines: string[] = [];
  private server: Child | undefined;
  private readonly devices: Child[] = [];
  private readonly contexts: BrowserContext[] = [];
  private port = 0;

  get serverUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private get serverDir(): string {
    return join(this.folder, 'server');
  }

  /**
   * Starts the company server with the demo company; after a stop, on the same port with the same data. `prepare` may change
   * the data of a new one before.
   */
  async startServer(prepare?: (db: Db) => Promise<void>): Promise<void> {
    const dataDir = this.serverDir;
    if (this.port === 0) {
      this.port = await freePort();
      await putDemoInto(dataDir, async (folder) => {
        const server = this.serverIn(folder);
        await server.ready;
        await stopChild(server);
      });
      if (prepare) await this.onServerData(prepare);
    }
    this.server = this.serverIn(dataDir);
    await this.server.ready;
  }

  private serverIn(dataDir: string): Child {
    return startChild(
      'dist/server/main.js',
      {
        ...process.env,
        DATA_DIR: dataDir,
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DEMO_COMPANY: '1',
      },
      (line) => this.lines.push(`server: ${line}`),
    );
  }

  async stopServer(): Promise<void> {
    if (this.server) await stopChild(this.server);
    this.server = undefined;
  }

  /** While the server is stopped: what only the server's own code may do to its data. */
  async onServerData(work: (db: Db) => Promise<void>): Promise<void> {
    const { db, close } = await openDatabase({ dataDir: this.serverDir }, silentLogger);
    await work(db).finally(close);
  }

  /** `env` adds to the process's environment. The same name again is the same device. */
  async startDevice(name: string, env: NodeJS.ProcessEnv = {}): Promise<Device> {
    const dataDir = join(this.folder, name);
    const child = startChild(
      'dist/core/serve.js',
      {
        ...process.env,
        RAPPORT_DATA_DIR: dataDir,
        RAPPORT_PORT: '0',
        RAPPORT_SERVER_URL: this.serverUrl,
        RAPPORT_PAGE_DIR: resolve('dist/renderer'),
        ...env,
      },
      (line) => this.lines.push(`${name}: ${line}`),
    );
    this.devices.push(child);
    const { url } = await child.ready;
    return { url: String(url), dataDir, stop: () => stopChild(child) };
  }

  /** Its pages go with the world: left open they would look for their core through all stories that follow. */
  own(context: BrowserContext): BrowserContext {
    this.contexts.push(context);
    return context;
  }

  async end(): Promise<void> {
    for (const context of this.contexts) await context.close();
    for (const device of this.devices) await stopChild(device);
    await this.stopServer();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A screenshot named by its step, for people to look at; not in `npm test` (LOOKS=few). */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.LOOKS === 'few') return;
  await page.screenshot({ path: join(screens, `${name}.png`), animations: 'disabled' });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
