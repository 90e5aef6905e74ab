/** Looks at masked numbers, also those made offline, stand in the audit log (rules.md R17). */
import type { Clock } from '#shared/lib/clock.ts';
import type { Trx } from '../db/database.ts';
import { appendAudit } from '../domain/audit.ts';
import type { Principal } from '../domain/principal.ts';
import type { CheckedWrite } from './checked-write.ts';

/** Once a look: a mutation that was processed before does not come here again. */
export async function auditReveals(
  trx: Trx,
  clock: Clock,
  { companyId, personId }: Principal,
  writes: readonly CheckedWrite[],
): Promise<void> {
  for (const { entity, op, fields } of writes) {
    if (entity.name !== 'contact_reveal' || op !== 'insert') continue;
    const { bookId, customerId, contactPointId, kind, revealedAt } = fields as Record<string, string>;
    await appendAudit(trx, clock, {
      companyId,
      actorId: personId,
      action: 'contact.reveal',
      detail: {
        bookId: bookId!,
        customerId: customerId!,
        contactPointId: contactPointId!,
        kind: kind!,
        revealedAt: revealedAt!,
      },
    });
  }
}
