/** How the exchange with the server stands, and what the server refused. */
import type { z } from 'zod';
import type { rejection, SyncState } from '#shared/contract/sync.ts';
import type { Column } from '#shared/domain/entity/column.ts';
import { findEntity } from '#shared/domain/entity/registry.ts';
import type { Write } from '#shared/protocol/sync.ts';
import { CoreError } from '../core-error.ts';
import type { CoreContext } from '../core-context.ts';
import { noteTraces } from '../db/trace.ts';

type Rejection = z.infer<typeof rejection>;

export interface SyncService {
  state(): SyncState;
  now(): Promise<SyncState>;
  rejections(): Rejection[];
  /** The person has seen it; the text goes with it. */
  dismissRejection(mutationId: string): void;
}

export function createSyncService({ db, syncLoop, announce }: CoreContext): SyncService {
  return {
    state: () => syncLoop.state(),
    now: () => syncLoop.now(),
    rejections() {
      return db
        .raw<{ mutationId: string; name: string; at: string; code: string; writes: Write[] }>(
          `SELECT mutation_id, name, at, code, writes FROM outbox WHERE state='rejected' ORDER BY seq`,
        )
        .map(({ writes, ...shown }) => ({ ...shown, text: writes.flatMap(enteredText).join('\n') }));
    },
    dismissRejection(mutationId) {
      db.transaction(() => {
        const removed = db.raw(
          `DELETE FROM outbox WHERE state='rejected' AND mutation_id=? RETURNING seq`,
          mutationId,
        );
        if (removed.length === 0) throw new CoreError('NOT_FOUND');
        // It may be of a book that has left the device.
        noteTraces(db);
      });
      announce({ type: 'sync', state: syncLoop.state() });
    },
  };
}

/** What a person typed, without ids, dates and choices. */
function enteredText(write: Write): string[] {
  const columns = findEntity(write.entity)?.columns ?? {};
  return Object.entries(write.fields).flatMap(([name, value]) => {
    const column = columns[name];
    return typeof value === 'string' && value !== '' && column && isFreeText(column) ? [value] : [];
  });
}

function isFreeText(column: Column<unknown>): boolean {
  const { def } = column.schema as z.ZodType & {
    def: { type: string; format?: string; innerType?: z.ZodType };
  };
  if (def.innerType) return isFreeText({ ...column, schema: def.innerType });
  return def.type === 'string' && def.format === undefined;
}
