/** Names each opening of the file to the server, so that a copy of it is noticed (SPEC, IMAGE). */
import { randomHex } from '#shared/lib/uuid.ts';
import type { PullRequest } from '#shared/protocol/sync.ts';
import { deleteMeta, findMeta, setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';

export interface Run {
  /** What the next pull says of it; undefined once the server has answered. */
  toSend(): PullRequest['run'];
  /** A pull that named it was answered. */
  acknowledge(): void;
}

/** A new name is made only where none is unanswered: the server may have noted that one already. */
export function createRun(db: LocalDb): Run {
  let isKnown = false;
  return {
    toSend() {
      if (isKnown) return undefined;
      const now = findMeta(db, 'run_now') ?? randomHex(16);
      setMeta(db, 'run_now', now);
      return { last: findMeta(db, 'run_last') ?? null, now };
    },
    acknowledge() {
      const now = findMeta(db, 'run_now');
      isKnown = true;
      if (now === undefined) return;
      db.transaction(() => {
        setMeta(db, 'run_last', now);
        deleteMeta(db, 'run_now');
      });
    },
  };
}
