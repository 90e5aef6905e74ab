/** The simulator's own memory of what people did: every mutation as the device queued it, and what its author saw. */
import type { Write } from '#shared/protocol/sync.ts';
import type { Device } from './device.ts';
import { dbOf, isReady } from './device.ts';
import { readQueue, type Queued } from './queue.ts';

export type ShownRow = Record<string, unknown> & { id: string };

export type Refusal = 'never' | 'perhaps' | 'always';

export interface Edit {
  /** The mutation's id. */
  id: string;
  device: string;
  personId: string;
  seq: number;
  name: string;
  at: string;
  writes: readonly Write[];
  /** Per write: the row as its author saw it before, for patches. */
  saw: ReadonlyArray<ShownRow | undefined>;
  /** Whether the server must refuse it, or may. */
  refusal: Refusal;
  /** Why nobody can have it any more, where that is so. */
  lost: string | undefined;
  /** Rows, as `entity/id`, of whose writes a restored server may not be told any more, though of the others. */
  dropped: Set<string>;
  step: number;
}

/** Entities whose rows people change, not only add. */
const shownEntities = [
  'customer',
  'contact_point',
  'customer_tag',
  'promise',
  'conflict',
  'touch',
  'note',
  'moment',
  'plan',
  'plan_item',
  'customer_order',
  'household_member',
  'deal',
  'campaign',
  'campaign_recipient',
  'wechat_account',
  'friend_add',
  'group_chat',
  'group_post',
] as const;

export type Shown = Map<string, ShownRow>;

export function shownBy(device: Device): Shown {
  const shown: Shown = new Map();
  for (const entity of shownEntities) {
    for (const row of dbOf(device).raw<ShownRow>(`SELECT * FROM ${entity}`))
      shown.set(`${entity}/${row.id}`, row);
  }
  return shown;
}

export interface EditMemory {
  readonly edits: ReadonlyMap<string, Edit>;
  /** Takes note of what the device queued since; `shown` is what its screen showed before. */
  collect(device: Device, shown: Shown, step: number, refusal: Refusal, queue?: readonly Queued[]): void;
}

export function createEditMemory(): EditMemory {
  const edits = new Map<string, Edit>();
  /** Rows the server may never take, and so may not know when they are changed. */
  const doubtful = new Set<string>();
  return {
    edits,
    collect(device, shown, step, refusal, queue) {
      if (!isReady(device)) return;
      for (const { mutationId, seq, name, at, writes } of queue ?? readQueue(dbOf(device))) {
        if (edits.has(mutationId)) continue;
        const saw = writes.map((write) => {
          const key = `${write.entity}/${write.id}`;
          const before = shown.get(key);
          const after = before ? { ...before, ...write.fields } : { id: write.id, ...write.fields };
          shown.set(key, after);
          return write.op === 'patch' ? before : undefined;
        });
        const isDoubtful = refusal !== 'never' || writes.some(({ id }) => doubtful.has(id));
        if (isDoubtful) for (const { op, id } of writes) if (op === 'insert') doubtful.add(id);
        edits.set(mutationId, {
          id: mutationId,
          device: device.name,
          personId: device.person.id,
          seq,
          name,
          at,
          writes,
          saw,
          refusal: isDoubtful && refusal === 'never' ? 'perhaps' : refusal,
          lost: undefined,
          dropped: new Set(),
          step,
        });
      }
    },
  };
}
