/**
 * Tells devices that something changed. A notice goes through the database's NOTIFY, so that it reaches the devices
 * of every server process, and from there to the streams this process holds open.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Logger } from '#shared/lib/logger.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import type { OpenDatabase } from '../db/open-database.ts';

/**
 * `person`: the person's list of scopes or right to be here changed. `restored`: the whole database is another one now
 * (SPEC EPOCH), every device has to look.
 */
const pokeNotice = z.union([
  z.object({ scope: z.string(), version: z.int() }),
  z.object({ person: z.string() }),
  z.object({ restored: z.literal(true) }),
]);
export type PokeNotice = z.infer<typeof pokeNotice>;

export interface Poker {
  /** After the commit. A notice that cannot be sent is only logged: the write stands, and devices also poll. */
  publish(notices: readonly PokeNotice[]): Promise<void>;
  /** Every notice of every server process; returns what ends the subscription. */
  subscribe(onNotice: (notice: PokeNotice) => void): () => void;
  close(): Promise<void>;
}

const channel = 'rapport_poke';

export async function createPoker(database: OpenDatabase, log: Logger): Promise<Poker> {
  const subscribers = new Set<(notice: PokeNotice) => void>();
  const stop = await database.listen(channel, (payload) => {
    const notice = findNotice(payload);
    if (!notice) return log.warn({}, 'poke.not_understood');
    for (const subscriber of subscribers) subscriber(notice);
  });
  return {
    async publish(notices) {
      if (notices.length === 0) return;
      try {
        await sendNotices(database.db, notices);
      } catch (error) {
        log.warn({ code: errorCode(error) }, 'poke.not_sent');
      }
    },
    subscribe(onNotice) {
      subscribers.add(onNotice);
      return () => subscribers.delete(onNotice);
    },
    close: stop,
  };
}

/** Inside a transaction they go out when it commits. */
export async function sendNotices(db: Db, notices: readonly PokeNotice[]): Promise<void> {
  const payloads = JSON.stringify(notices.map((notice) => JSON.stringify(notice)));
  await sql`
    select pg_notify(${channel}, payload) from json_array_elements_text(${payloads}::json) as payload
  `.execute(db);
}

/** Any program on the database may send on the channel, a newer server too: what is not ours is passed over. */
function findNotice(payload: string): PokeNotice | undefined {
  try {
    return pokeNotice.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
