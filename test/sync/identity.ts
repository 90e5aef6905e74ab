import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Device } from './device.ts';

/** The id under which the company knows the device, if it has one yet. */
export function companyIdOf(device: Device): string | undefined {
  try {
    const { id } = JSON.parse(readFileSync(join(device.dataDir, 'device.json'), 'utf8')) as { id: string };
    return id;
  } catch {
    return undefined;
  }
}
