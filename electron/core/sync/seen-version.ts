/** Which version of a row the author of a patch has seen, field by field (SPEC, CONFLICT12). */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { ReplicaRow } from '../db/replica-table.ts';

export interface SeenVersions {
  /**
   * A field with an edit that waits shows that edit, whatever was pulled underneath since: of the server's values its
   * author knows those the edit was made in sight of. Who deletes a row knows no more of any of its fields. Where the
   * row has moved since, the numbers do not compare: as of somebody who has seen nothing.
   */
  of(entity: EntityName, row: ReplicaRow, fields: Write['fields']): number;
}

/** Belongs to one transaction: each mutation that waits is read once. */
export function createSeenVersions(db: LocalDb): SeenVersions {
  const waiting = new Map<number, Map<string, Write[]>>();

  function writesOf(seq: number): Map<string, Write[]> {
    const known = waiting.get(seq);
    if (known) return known;
    const writes = db
      .raw<{ writes: Write[] }>('SELECT writes FROM outbox WHERE seq=?', seq)
      .flatMap((mutation) => mutation.writes);
    const byRow = Map.groupBy(writes, ({ entity, id }) => `${entity}/${id}`);
    waiting.set(seq, byRow);
    return byRow;
  }

  return {
    of(entity, row, fields) {
      const isDeletion = (fields['deletedAt'] ?? null) !== null;
      let seen = row.version;
      const mutations = db.raw<{ seq: number }>(
        'SELECT seq FROM outbox_write WHERE entity=? AND row_id=?',
        entity,
        row.id,
      );
      for (const { seq } of mutations) {
        for (const write of writesOf(seq).get(`${entity}/${row.id}`) ?? []) {
          if (write.op !== 'patch') continue;
          if (!isDeletion && !Object.keys(write.fields).some((field) => field in fields)) continue;
          seen = Math.min(seen, write.scope === row.scopeId ? write.seen : 0);
        }
      }
      return seen;
    },
  };
}
