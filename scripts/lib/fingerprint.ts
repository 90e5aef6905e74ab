/** Tells whether a target's sources changed since it was built. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from './target.ts';

const stampOf = (target: Target) => join(target.out, '.fingerprint');

export function isStale(target: Target): boolean {
  const stamp = stampOf(target);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprintOf(target);
}

export function markBuilt(target: Target): void {
  writeFileSync(stampOf(target), fingerprintOf(target));
}

function fingerprintOf(target: Target): string {
  const hash = createHash('sha256');
  const files = target.inputs.flatMap((input) =>
    existsSync(input) && statSync(input).isDirectory() ? globSync(`${input}/**/*.*`) : [input],
  );
  for (const file of [...files, 'package.json'].toSorted()) {
    if (!existsSync(file)) continue;
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
