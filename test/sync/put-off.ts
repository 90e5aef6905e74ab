import type { Device } from './device.ts';
import type { Scene } from './scene.ts';

/** What a restored server has put off stays in the queue, and so in view over the server's rows (SPEC EPOCH5). */
export function fieldsPutOff({ history }: Scene, device: Device): Map<string, Set<string>> {
  const { processed } = history.state;
  const waiting = device.queue.filter(
    ({ mutationId, state }) => state === 'pending' && processed.get(mutationId)?.status === 'waiting',
  );
  const found = new Map<string, Set<string>>();
  for (const { op, entity, id, fields } of waiting.flatMap(({ writes }) => writes)) {
    const key = `${entity}/${id}`;
    const known = found.get(key) ?? new Set<string>();
    // An insert of a row that is there changes nothing.
    found.set(key, op === 'patch' ? new Set([...known, ...Object.keys(fields)]) : known);
  }
  return found;
}
