/** Mutations of message-level devices whose every note can be told from all others. */
import { randomHex, uuidv7 } from '#shared/lib/uuid.ts';
import { instantOf, systemClock } from '#shared/lib/clock.ts';
import type { Mutation, Write } from '#shared/protocol/sync.ts';
import { insert } from '../server/device.ts';

export interface NoteBatch {
  mutations: Mutation[];
  /** The texts of each mutation. */
  groups: string[][];
}

export interface NoteBatchOptions {
  bookId: string;
  customerId: string;
  /** Begins every text; different for each device. */
  mark: string;
  firstSeq: number;
  mutations: number;
  notesPerMutation?: number;
}

export function noteBatch(options: NoteBatchOptions): NoteBatch {
  const { bookId, customerId, mark, firstSeq, mutations, notesPerMutation = 1 } = options;
  const groups: string[][] = [];
  const made = Array.from({ length: mutations }, (_, index): Mutation => {
    const seq = firstSeq + index;
    const bodies = Array.from({ length: notesPerMutation }, (_, place) => `${mark}-${seq}-${place}`);
    groups.push(bodies);
    const at = instantOf(systemClock);
    const writes = bodies.map((body): Write =>
      insert('note', bookId, { customerId, body, happenedAt: at, origin: 'rep' }, uuidv7(systemClock)),
    );
    return { id: randomHex(16), seq, name: 'note.create', at, writes };
  });
  return { mutations: made, groups };
}
