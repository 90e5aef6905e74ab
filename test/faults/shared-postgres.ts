/** One PostgreSQL for all rows that do not kill it; whoever runs rows stops it after the last. */
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let running: Promise<TestPostgres> | undefined;

export function sharedPostgres(): Promise<TestPostgres> {
  running ??= startPostgres();
  return running;
}

export async function stopSharedPostgres(): Promise<void> {
  const stopping = running;
  running = undefined;
  await (await stopping)?.stop();
}
