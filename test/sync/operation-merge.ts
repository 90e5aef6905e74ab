/** Two cards that are one person become one, and are two again (SPEC MERGE rules). */
import { mergePartNames } from '#shared/domain/merge/part.ts';
import { dbOf, type Device } from './device.ts';
import { edit, loneCustomer, pick } from './edit-operation.ts';
import { pairOf } from './observe.ts';
import type { Operation } from './operation.ts';

/** Another card of the book. Not of a pair: a pair stays together. */
function otherOf(device: Device, customerId: string, index: number): string | undefined {
  const paired = new Set([1, 2, 3].flatMap(pairOf));
  const rows = dbOf(device)
    .raw<{ id: string }>(
      `SELECT o.id FROM customer o JOIN customer c ON c.scope_id = o.scope_id
       WHERE c.id = ? AND o.id <> c.id AND o.deleted_at IS NULL ORDER BY o.id`,
      customerId,
    )
    .filter(({ id }) => !paired.has(id));
  return rows[index % Math.max(1, rows.length)]?.id;
}

const choices = ['kept', 'other', 'both'] as const;

export const mergeOperations = {
  merge: edit(3, async (api, scene, device, a, b) => {
    const customerId = loneCustomer(device, a);
    if (!customerId) return;
    if (!otherOf(device, customerId, b))
      await api.customer.create({ fields: { name: scene.text('name'), remark: scene.text('remark') } });
    const otherId = otherOf(device, customerId, b);
    if (!otherId) return;
    const [keepId, goneId] = b % 2 ? [otherId, customerId] : [customerId, otherId];
    const part = mergePartNames[(a + b) % mergePartNames.length]!;
    await api.merge.run({ keepId, otherId: goneId, choices: { [part]: choices[(a * 3 + b) % 3]! } });
  }),
  unmerge: edit(3, async (api, _scene, device, a) => {
    const customerId = pick(
      device,
      'SELECT id FROM customer WHERE merged_into_id IS NOT NULL ORDER BY id',
      a,
    );
    if (customerId) await api.merge.undo({ customerId });
  }),
} satisfies Record<string, Operation>;
