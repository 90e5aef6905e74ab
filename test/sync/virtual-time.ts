/** Time that stands still until the simulator lets it pass, and timers that end only then. */
import type { Clock } from '#shared/lib/clock.ts';
import type { Timer } from '#shared/lib/timer.ts';

export interface VirtualClock extends Clock {
  pass(ms: number): void;
}

export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  return {
    now: () => now,
    pass(ms) {
      now += ms;
    },
  };
}

/** A device's own clock: the true time and how far it is off. */
export interface DeviceClock extends Clock {
  offsetMs: number;
}

export function createDeviceClock(world: Clock): DeviceClock {
  return {
    offsetMs: 0,
    now() {
      return world.now() + this.offsetMs;
    },
  };
}

export interface VirtualTimer extends Timer {
  /** Ends every wait that is over by then, in order. */
  pass(ms: number): void;
}

export function createVirtualTimer(): VirtualTimer {
  let elapsed = 0;
  const waiting = new Set<{ due: number; work: () => void }>();
  return {
    after(milliseconds, work) {
      const entry = { due: elapsed + milliseconds, work };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    pass(ms) {
      const end = elapsed + ms;
      for (;;) {
        const due = [...waiting].filter((entry) => entry.due <= end).sort((a, b) => a.due - b.due)[0];
        if (!due) break;
        waiting.delete(due);
        elapsed = Math.max(elapsed, due.due);
        due.work();
      }
      elapsed = end;
    },
  };
}
