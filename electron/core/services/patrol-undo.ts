/** Takes a look at somebody's posts back, with the like that was logged by the same key. */
import type { Patrol } from '#shared/domain/entity/care.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import type { LocalWrite } from '../local-write.ts';

type Context = Pick<CoreContext, 'db' | 'clock'>;

export function lookUndoWrites({ db, clock }: Context, look: Patrol): LocalWrite[] {
  const { id, customerId, happenedAt, outcome } = look;
  const fields = { deletedAt: instantOf(clock) };
  const writes: LocalWrite[] = [{ op: 'patch', entity: 'patrol', id, fields }];
  if (outcome === 'liked') {
    const likes = db.raw<{ id: string }>(
      `SELECT id FROM touch WHERE customer_id = ? AND kind = 'like' AND happened_at = ? AND moment_id IS NULL
         AND deleted_at IS NULL`,
      customerId,
      happenedAt,
    );
    for (const like of likes) writes.push({ op: 'patch', entity: 'touch', id: like.id, fields });
  }
  return writes;
}

/** Of the look that settled an item of the list at an instant; none where the item was only ticked off. */
export function patrolUndoWrites(context: Context, customerId: string, at: string | null): LocalWrite[] {
  const looks = context.db.raw<Patrol>(
    `SELECT * FROM patrol WHERE customer_id = ? AND happened_at = ? AND deleted_at IS NULL`,
    customerId,
    at,
  );
  return looks.flatMap((look) => lookUndoWrites(context, look));
}
