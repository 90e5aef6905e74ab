/** Files chosen for import, in memory only: until they are imported, dropped, pushed out by newer ones, or too old. */
import type { Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { ImportFile } from './record.ts';

const most = 3;
const keptMs = 15 * 60_000;

export interface HeldFiles {
  /** The oldest one goes where three are held already. */
  hold(file: ImportFile): string;
  find(importId: string): ImportFile | undefined;
  drop(importId: string): void;
}

export function createHeldFiles(clock: Clock): HeldFiles {
  const held = new Map<string, { file: ImportFile; timer: NodeJS.Timeout }>();

  function drop(importId: string): void {
    clearTimeout(held.get(importId)?.timer);
    held.delete(importId);
  }

  return {
    hold(file) {
      while (held.size >= most) drop(held.keys().next().value!);
      const importId = uuidv7(clock);
      const timer = setTimeout(() => drop(importId), keptMs);
      timer.unref();
      held.set(importId, { file, timer });
      return importId;
    },
    find: (importId) => held.get(importId)?.file,
    drop,
  };
}
