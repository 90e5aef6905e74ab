/** The id under which the company knows this device; made once for a data folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { asStorage, readWhole, writeWhole } from './whole-file.ts';

const deviceFile = z.object({ id: z.guid() });

const fileOf = (dataDir: string) => join(dataDir, 'device.json');

export function deviceIdOf(dataDir: string, clock: Clock): string {
  return readWhole(fileOf(dataDir), deviceFile)?.id ?? makeDeviceId(dataDir, clock);
}

/**
 * The company knows two devices under the id `was` (SPEC, IMAGE): this one becomes another. Nothing happens where it
 * has become another since.
 */
export function renewDeviceId(dataDir: string, clock: Clock, was: string | undefined): void {
  const id = readWhole(fileOf(dataDir), deviceFile)?.id;
  if (was === undefined || was === id) makeDeviceId(dataDir, clock);
}

/** The company has enrolled this device under another id. */
export function setDeviceId(dataDir: string, id: string): void {
  asStorage(() => mkdirSync(dataDir, { recursive: true, mode: 0o700 }));
  writeWhole(fileOf(dataDir), { id });
}

function makeDeviceId(dataDir: string, clock: Clock): string {
  const id = uuidv7(clock);
  setDeviceId(dataDir, id);
  return id;
}
