/** Commands on devices: shutting one out, and whether new ones need a code. */
import type { z } from 'zod';
import { instantOf } from '#shared/lib/clock.ts';
import type { revokeDeviceRequest } from '#shared/protocol/admin.ts';
import { runCommand, type CommandParts } from './command.ts';
import { standing, type EnrolmentStatus } from './enrolment.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

type Mode = z.infer<typeof revokeDeviceRequest>['mode'];

/** A lost device is not waited for, also where it was told to hand in its edits first. */
const changes: Record<Mode, { from: EnrolmentStatus[]; to: EnrolmentStatus }> = {
  drain: { from: [...standing], to: 'draining' },
  wipe: { from: [...standing, 'draining'], to: 'wiping' },
};

/** The device's next request is refused, whoever is signed in on it. */
export async function revokeDevice(
  parts: CommandParts,
  actor: Principal,
  { deviceId, mode }: z.infer<typeof revokeDeviceRequest>,
): Promise<void> {
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
      const { from, to } = changes[mode];
      const ordered = await trx
        .updateTable('enrolment')
        .set({ status: to, orderedAt: instantOf(parts.clock) })
        .where('companyId', '=', companyId)
        .where('deviceId', '=', deviceId)
        .where('status', 'in', from)
        .returning('personId')
        .execute();
      return {
        result: undefined,
        detail: { deviceId, mode, enrolmentsOrdered: ordered.length },
        notices: ordered.map(({ personId }) => ({ person: personId })),
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
