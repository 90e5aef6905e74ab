/** What the edits of people have in common: a person at a device, and rows picked by number. */
import { apiOf, dbOf, isReady, type Api, type Device } from './device.ts';
import type { Refusal } from './edit.ts';
import type { Operation } from './operation.ts';
import { pairOf } from './observe.ts';
import { enter } from './round.ts';
import { act, type Scene } from './scene.ts';

interface RowRef {
  id: string;
}

/** Every edit begins with a person at the device. */
export function edit(
  weight: number,
  work: (api: Api, scene: Scene, device: Device, a: number, b: number) => unknown,
  refusal: Refusal = 'never',
): Operation {
  return {
    weight,
    async run(scene, device, a, b) {
      if (device.isCrashed) await enter(scene, device);
      if (!isReady(device)) return;
      await act(scene, device, () => work(apiOf(device), scene, device, a, b), refusal);
    },
  };
}

export function pick(device: Device, sql: string, index: number): string | undefined {
  const rows = dbOf(device).raw<RowRef>(sql);
  return rows[index % Math.max(1, rows.length)]?.id;
}
/** One of a few, so that people meet on the same cards. */
export const customer = (device: Device, index: number) =>
  pick(device, 'SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id', index % 5);
/** Not of a pair: a pair stays together. */
export const loneCustomer = (device: Device, index: number) => {
  const paired = [1, 2, 3].flatMap(pairOf);
  const rows = dbOf(device)
    .raw<RowRef>('SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id')
    .filter(({ id }) => !paired.includes(id));
  return rows[index % Math.max(1, rows.length)]?.id;
};

export function ownBook(device: Device): string | undefined {
  return dbOf(device).raw<RowRef>('SELECT id FROM book WHERE owner_id=?', device.person.id)[0]?.id;
}

export function newId(scene: Scene): string {
  const tail = String(scene.random.below(1e12)).padStart(12, '0');
  return `0190eeee-0000-7000-8000-${tail}`;
}
