/** What a ready session gives every service. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Identity } from '#shared/protocol/auth.ts';
import type { LocalDb } from './db/local-db.ts';
import type { FailPoint } from './fail-point.ts';
import type { ServerClient } from './server-client/server-client.ts';
import type { SyncLoop } from './sync/loop.ts';
import type { AttachmentTransfer } from './sync/attachment-transfer.ts';
import type { Mutator } from './sync/mutate.ts';

export interface CoreContext {
  readonly db: LocalDb;
  readonly mutator: Mutator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly identity: Identity;
  readonly companyScopeId: string;
  readonly userScopeId: string;
  readonly server: ServerClient;
  readonly syncLoop: SyncLoop;
  readonly transfer: Pick<AttachmentTransfer, 'fetch' | 'retry' | 'settled'>;
  /** Resolves when the rows of merged cards are where their card is, or nothing can be done about it for now. */
  readonly cards: { settled(): Promise<void> };
  readonly failPoint: FailPoint;
  announce: (event: LiveEvent) => void;
  /** Rows with writes the server has not acknowledged yet. */
  pendingIds: (entity: EntityName) => ReadonlySet<string>;
  /** The fields of one row that such writes change, by name. */
  pendingFields: (entity: EntityName, rowId: string) => string[];
}
