/** Whether this program is too old for its server: then it is read-only, also offline and after a new start. */
import { protocolVersion } from '#shared/protocol/version.ts';
import { deleteMeta, findMeta, setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import { ServerError } from '../server-client/server-error.ts';

export interface VersionGate {
  isTooOld(): boolean;
  /** Passes on what the pull does and remembers what it tells: an update of the program, or of the server, ends it. */
  watch(pull: Promise<void>): Promise<void>;
}

export function createVersionGate(db: LocalDb): VersionGate {
  const isTooOld = () => findMeta(db, 'too_old') === String(protocolVersion);
  return {
    isTooOld,
    async watch(pull) {
      try {
        await pull;
      } catch (error) {
        if (isTooOldAnswer(error) && !isTooOld()) setMeta(db, 'too_old', String(protocolVersion));
        throw error;
      }
      if (isTooOld()) deleteMeta(db, 'too_old');
    },
  };
}

export function isTooOldAnswer(error: unknown): boolean {
  return error instanceof ServerError && error.code === 'PROTOCOL_TOO_OLD';
}
