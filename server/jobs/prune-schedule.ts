/** Prunes and looks after attachments once a day. Several server processes may do so at once; the scopes' locks keep them apart. */
import { dayMs } from '#shared/domain/calendar.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { keepAttachments } from './attachment-keep.ts';
import { prune } from './prune.ts';
import { repeat } from './repeat.ts';

/** The first time soon after the start, when the devices that waited for the server have been served. */
const firstMs = 10 * 60_000;

/** Returns what stops it; resolves when a run under way is over. */
export function startPruning(parts: {
  db: Db;
  clock: Clock;
  timer: Timer;
  log: Logger;
}): () => Promise<void> {
  const { timer, log } = parts;
  async function run(): Promise<void> {
    try {
      const pruned = await prune(parts);
      log.info(pruned, 'prune.done');
      log.info(await keepAttachments(parts), 'attachments.kept');
    } catch (error) {
      log.error({ code: errorCode(error) }, 'prune.failed');
    }
  }

  return repeat({ timer, firstMs, everyMs: dayMs, run });
}
