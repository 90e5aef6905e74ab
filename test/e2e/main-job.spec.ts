import { test } from '@playwright/test';
import { findElectron } from '../../scripts/lib/electron-binary.ts';
import { playMainJob } from './main-job.ts';
import { browserDesk, desktopDesk } from './support/desk.ts';
import { World } from './support/world.ts';

const title =
  'a rep imports an address book, works the list, writes offline; lead, admin and successor see it';

async function inWorld(play: (world: World) => Promise<void>): Promise<void> {
  const world = new World();
  try {
    await world.startServer();
    await play(world);
  } finally {
    await world.end();
  }
}

test(`browser host: ${title}`, ({ browser }) =>
  inWorld((world) => playMainJob(world, browserDesk(world, browser))));

// Where there is no binary `npm test` says so in one line and counts it as skipped.
const electron = findElectron();
if (electron)
  test(`desktop shell: ${title}`, () => inWorld((world) => playMainJob(world, desktopDesk(world, electron))));
