/** What the figures share: a temp folder, a browser, a server with the demo company, a book of 20,000 customers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findChromium, howToGetChromium } from '../../scripts/lib/chromium.ts';
import { startChild, stopChild } from '../../scripts/lib/child.ts';
import { makeBigBook, type BigBook } from './big-book.ts';
import { freePort, type StartPlace } from './npm-start.ts';
import { within } from './time.ts';

export interface Workplace {
  readonly folder: string;
  /** Where `npm start` keeps the demo company. */
  demoPlace(): Promise<StartPlace>;
  /** The company server with the demo company; runs until the end. */
  demoServer(): Promise<{ url: string }>;
  bigBook(): Promise<BigBook>;
  browser(): Promise<Browser>;
  log: (line: string) => void;
  /** Does something at the end, the newest first. */
  atEnd: (work: () => Promise<void>) => void;
  end(): Promise<void>;
}

export function createWorkplace(log: (line: string) => void): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  const endings: (() => Promise<void>)[] = [];
  const atEnd = (work: () => Promise<void>) => void endings.unshift(work);

  const demoPlace = once(async () => ({
    home: join(folder, 'home'),
    port: await freePort(),
    workbenchPort: await freePort(),
  }));

  const demoServer = once(async () => {
    const { home, port } = await demoPlace();
    const env = { DATA_DIR: join(home, 'server'), PORT: String(port), HOST: '127.0.0.1', DEMO_COMPANY: '1' };
    const child = startChild('dist/server/main.js', { ...process.env, ...env, LOG_LEVEL: 'error' }, log);
    atEnd(() => stopChild(child));
    await within(90_000, 'the start of the demo server', child.ready);
    return { url: `http://127.0.0.1:${port}` };
  });

  const browser = once(async () => {
    const executablePath = findChromium();
    if (!executablePath) throw new Error(howToGetChromium);
    const launched = await chromium.launch({
      executablePath,
      timeout: 30_000,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
    });
    atEnd(() => launched.close());
    return launched;
  });

  const bigBook = once(async () => {
    const book = await makeBigBook(folder, log);
    atEnd(() => book.close());
    return book;
  });

  return {
    folder,
    demoPlace,
    demoServer,
    bigBook,
    browser,
    log,
    atEnd,
    async end() {
      for (const ending of endings.splice(0)) {
        await within(20_000, 'tidying up', ending()).catch((error: unknown) => log(String(error)));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
