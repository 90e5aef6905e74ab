/** LISTEN on a connection of its own, opened again after it breaks. Missed notices are harmless: devices also poll. */
import pg from 'pg';
import type { Logger } from '#shared/lib/logger.ts';

const retryMs = 1_000;

export async function listenOnPostgres(
  databaseUrl: string,
  channel: string,
  onPayload: (payload: string) => void,
  log: Logger,
): Promise<() => Promise<void>> {
  let isStopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function connect() {
    const next = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    next.on('notification', (notice) => onPayload(notice.payload ?? ''));
    next.on('error', () => {
      next.end().catch(() => {});
      if (client === next) reconnectLater();
    });
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      next.end().catch(() => {});
      throw error;
    }
    if (isStopped) await next.end();
    else client = next;
  }

  function reconnectLater() {
    if (isStopped) return;
    log.warn({}, 'poke.listener_lost');
    client = undefined;
    timer = setTimeout(() => connect().catch(reconnectLater), retryMs);
    timer.unref();
  }

  await connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
