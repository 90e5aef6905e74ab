/** `POST /v1/review/sign-promo`: a lead signs that a rep's halved promo caps may come back (rules.md R4). */
import { promoLiftKey } from '#shared/domain/block-rate.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { runCommand, type CommandParts } from '../domain/command.ts';
import { openCompanyWriter } from '../domain/company-row.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { listReviewedPeople } from './reviewed-people.ts';

/** Signed: a row of `setting` for the person, which their devices pull. Not signed: the newest one is taken back. */
export async function signPromo(
  parts: CommandParts,
  actor: Principal,
  { personId, signed }: { personId: string; signed: boolean },
): Promise<{ ok: true }> {
  const { clock } = parts;
  const { companyId } = actor;
  return runCommand(parts, actor, {
    name: signed ? 'promo.sign' : 'promo.unsign',
    action: 'write',
    subject: 'execution',
    reach: 'team',
    async run(trx) {
      await listReviewedPeople(trx, actor, { personId });
      const writer = await openCompanyWriter(trx, clock, companyId, actor.personId);
      const key = promoLiftKey;
      if (signed) {
        const row = { id: uuidv7(clock), key, value: instantOf(clock), teamId: null, personId };
        await writer.insert('setting', row);
      } else {
        const newest = await trx
          .selectFrom('setting')
          .select('id')
          .where('scopeId', '=', companyId)
          .where('key', '=', key)
          .where('personId', '=', personId)
          .where('deletedAt', 'is', null)
          .orderBy('createdAt', 'desc')
          .orderBy('id', 'desc')
          .executeTakeFirst();
        if (!newest) throw new Refusal('NOT_FOUND', 'nothing was signed');
        const row = await writer.get('setting', newest.id);
        await writer.change('setting', row, { deletedAt: instantOf(clock) });
      }
      return {
        result: { ok: true },
        detail: { personId },
        notices: [{ scope: companyId, version: writer.version }],
      };
    },
  });
}
