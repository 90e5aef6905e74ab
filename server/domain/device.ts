/** Commands on devices: revoking one, and whether new ones need a code. */
import { runCommand, type CommandParts } from './command.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

/** The device's next request is refused, whoever is signed in on it. */
export async function revokeDevice(parts: CommandParts, actor: Principal, deviceId: string): Promise<void> {
  const { companyId } = actor;
  await runCommand(parts, actor, {
    name: 'device.revoke',
    action: 'revoke',
    subject: 'device',
    async run(trx) {
      const device = await trx
        .updateTable('device')
        .set({ status: 'revoked' })
        .where('companyId', '=', companyId)
        .where('id', '=', deviceId)
        .returning('id')
        .executeTakeFirst();
      if (!device) throw new Refusal('NOT_FOUND', 'no such device');
      const ended = await trx
        .updateTable('enrolment')
        .set({ status: 'revoked' })
        .where('companyId', '=', companyId)
        .where('deviceId', '=', deviceId)
        .where('status', 'in', ['active', 'signed_out'])
        .returning('personId')
        .execute();
      return {
        result: undefined,
        detail: { deviceId, enrolmentsEnded: ended.length },
        notices: ended.map(({ personId }) => ({ person: personId })),
      };
    },
  });
}

export async function setCodeRequired(
  parts: CommandParts,
  actor: Principal,
  codeRequired: boolean,
): Promise<void> {
  await runCommand(parts, actor, {
    name: 'device.enrolment_policy',
    action: 'enrol',
    subject: 'device',
    async run(trx) {
      await trx.updateTable('company').set({ codeRequired }).where('id', '=', actor.companyId).execute();
      return { result: undefined, detail: { codeRequired } };
    },
  });
}
