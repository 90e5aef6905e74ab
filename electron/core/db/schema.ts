/** The tables of the local file as Kysely sees them: entity names as table names, camelCase columns. */
import type { entities } from '#shared/domain/entity/registry.ts';
import type { Row } from '#shared/domain/entity/entity.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { SubjectTables } from './subject-schema.ts';

type Replicated = { [E in (typeof entities)[number] as E['name']]: Row<E> };

/** `pending`: to be sent. `held`: waits for a newer server (SPEC, VERSION). `rejected`: refused, kept until seen. `acknowledged`: kept for a restored server (SPEC, EPOCH). */
export type OutboxState = 'pending' | 'held' | 'rejected' | 'acknowledged';

interface SyncTables {
  outbox: {
    /** Position in the queue and device sequence number in one. */
    seq: number;
    mutationId: string;
    name: string;
    at: string;
    writes: Write[];
    state: OutboxState;
    /** Why it was rejected, or which server has put it off. */
    code: string | null;
    settledAt: string | null;
    /** How long the JSON of `writes` is where the file keeps it packed. */
    packedBytes: number | null;
  };
  /** Which rows the pending mutations touch. */
  outbox_write: { seq: number; entity: string; rowId: string; scopeId: string };
  /** The server's version of a row with pending writes, as JSON; null where the server has none. */
  base_row: { entity: string; rowId: string; scopeId: string; row: string | null };
  scope_cursor: {
    scopeId: string;
    kind: 'company' | 'book' | 'user';
    version: number;
    resume: string | null;
  };
  meta: { key: string; value: string };
}

export type LocalSchema = Replicated & SyncTables & SubjectTables;
