/** A device with someone in front of it, in either host. */
import { join, resolve } from 'node:path';
import { _electron, type Browser, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { profileKeyText, type Unlock } from '#test/support/profile-key.ts';
import type { World } from './world.ts';

export interface Desk {
  page: Page;
  dataDir: string;
  /** Ends the workbench; resolves with what opens its file. */
  close(): Promise<Unlock>;
}

export type OpenDesk = (name: string) => Promise<Desk>;

export function browserDesk(world: World, browser: Browser): OpenDesk {
  return async (name) => {
    const device = await world.startDevice(name);
    const page = await world.own(await browser.newContext()).newPage();
    await page.goto(device.url);
    return {
      page,
      dataDir: device.dataDir,
      async close() {
        await page.context().close();
        await device.stop();
        return demoPassword;
      },
    };
  };
}

export function desktopDesk(world: World, executablePath: string): OpenDesk {
  return async (name) => {
    const dataDir = join(world.folder, name);
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const app = await _electron.launch({
      executablePath,
      // One user-data folder a desk: the single-instance lock lies in it.
      args: [...sandbox, `--user-data-dir=${join(world.folder, `${name}-shell`)}`, resolve('.')],
      env: { ...process.env, RAPPORT_DATA_DIR: dataDir, RAPPORT_SERVER_URL: world.serverUrl } as Record<
        string,
        string
      >,
    });
    return {
      page: await app.firstWindow(),
      dataDir,
      async close() {
        // The key store belongs to the app: it unwraps before it ends.
        const key = await app.evaluate(
          async ({ safeStorage }, wrapped) =>
            (await safeStorage.decryptStringAsync(Buffer.from(wrapped, 'base64'))).result,
          profileKeyText(dataDir),
        );
        await app.close();
        return () => Promise.resolve(Buffer.from(key, 'base64'));
      },
    };
  };
}
