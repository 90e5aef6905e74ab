/** Decides when the desktop says that something is due. The shell shows it; what it says holds no customer text. */
import { z } from 'zod';
import { dayMs } from '#shared/domain/calendar.ts';
import { noticeOf, noticeWindow, type Notice } from '#shared/domain/notice.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { findMeta, setMeta } from '../db/meta.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { listDueThings } from '../db/repository/notice.ts';

const memorySchema = z.object({
  on: z.boolean(),
  lastAt: z.string().nullable(),
  /** With the time it was told: after two days nothing asks for it any more. */
  told: z.array(z.tuple([z.string(), z.string()])),
});
type Memory = z.infer<typeof memorySchema>;

export function createNoticeService({ db, clock }: CoreContext) {
  function load(): Memory {
    const text = findMeta(db, 'notice');
    return text === undefined ? { on: true, lastAt: null, told: [] } : memorySchema.parse(JSON.parse(text));
  }
  const save = (memory: Memory) => setMeta(db, 'notice', JSON.stringify(memory));

  return {
    take(): Notice | null {
      const memory = load();
      if (!memory.on) return null;
      const now = clock.now();
      const settings = loadSettings(db);
      const things = listDueThings(db, noticeWindow(now, settings));
      const told = memory.told.filter(([, at]) => now - Date.parse(at) < 2 * dayMs);
      const found = noticeOf(
        things,
        { lastAt: memory.lastAt, told: told.map(([id]) => id) },
        { now, settings },
      );
      if (!found) return null;
      const at = instantOf(clock);
      save({
        ...memory,
        lastAt: at,
        told: [...told, ...found.ids.map((id): [string, string] => [id, at])],
      });
      return found.notice;
    },

    settings() {
      const settings = loadSettings(db);
      return {
        on: load().on,
        quietFrom: settings['quiet.fromMinute'],
        quietTo: settings['quiet.toMinute'],
        lunchFrom: settings['day.lunchFromMinute'],
        lunchTo: settings['day.lunchToMinute'],
        everyMinutes: settings['notice.everyMinutes'],
      };
    },

    setOn(on: boolean): void {
      save({ ...load(), on });
    },
  };
}
