/** Paths into the folder of real sample files that stands beside the checkout. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared', 'data');

/** True where the sample files are present; a suite that needs them says so in one line when they are not. */
export const hasSampleData = existsSync(root);

export function sampleData(...parts: string[]): string {
  return join(root, ...parts);
}
