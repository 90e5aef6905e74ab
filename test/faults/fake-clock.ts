/** Wrong clocks for one process, by libfaketime; running time is left alone, as a person who sets the clock leaves it. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

export interface FakeClock {
  readonly env: Record<string, string>;
  /** Sets the clock of the running process: `+1y`, `-8d`, `@2028-02-29 12:00:00`. */
  set(offset: string): void;
}

let library: string | undefined;

/** One file for each process that is to have a clock of its own. */
export function makeFakeClock(file: string, offset: string, zone?: string): FakeClock {
  library ??= /^LD_PRELOAD=(.+)$/m.exec(
    execFileSync('faketime', ['-f', '+0', 'env'], { encoding: 'utf8' }),
  )?.[1];
  if (!library) throw new Error('faketime names no library');
  const set = (text: string) => writeFileSync(file, `${text}\n`);
  set(offset);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      ...(zone ? { TZ: zone } : {}),
    },
    set,
  };
}
