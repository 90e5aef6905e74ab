/**
 * While very much is written the log is brought into the file between the commits, not at the end of one of them: core
 * answers others before and after it, and pages that several commits changed are written once.
 */
import type { LocalDb } from './local-db.ts';
import { logPages } from './connection.ts';

export interface LogHold {
  /** Outside of any transaction. */
  takeIn(): void;
  end(): void;
}

export function holdLog(db: LocalDb): LogHold {
  db.raw('PRAGMA wal_autocheckpoint=0');
  return {
    takeIn() {
      try {
        db.raw('PRAGMA wal_checkpoint(PASSIVE)');
      } catch {
        // As at the end of a commit: what the file does not take stays in the log.
      }
    },
    end() {
      try {
        db.raw(`PRAGMA wal_autocheckpoint=${logPages}`);
      } catch {
        // The file was shut meanwhile; the next opening sets it.
      }
    },
  };
}
