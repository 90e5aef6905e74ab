/** The id under which the company knows this device; made once for a data folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { asStorage, readWhole, writeWhole } from './whole-file.ts';

const deviceFile = z.object({ id: z.guid() });

export function deviceIdOf(dataDir: string, clock: Clock): string {
  const file = join(dataDir, 'device.json');
  const known = readWhole(file, deviceFile);
  if (known) return known.id;
  asStorage(() => mkdirSync(dataDir, { recursive: true, mode: 0o700 }));
  const id = uuidv7(clock);
  writeWhole(file, { id });
  return id;
}
