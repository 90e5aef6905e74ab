/** Starting splits and waiting for them, for the tests of moving customers between books. */
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#server/app.ts';
import type { AppConfig } from '#server/config.ts';
import type { SeedCompany } from '#server/domain/seed.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger, type Logger } from '#shared/lib/logger.ts';
import type { BookSplit } from '#shared/protocol/admin.ts';
import { testConfig, type CompanyServer } from '#test/support/company-server.ts';
import { customerIdOf, testCompany } from '#test/support/test-company.ts';
import type { Answer, Device } from './device.ts';

export interface SplitWish {
  fromBookId: string;
  fromPersonId: string | null;
  toBookId: string;
  customerIds: string[];
}

export function split(admin: Device, wish: SplitWish): Promise<Answer> {
  return admin.post('/v1/admin/book/split', { ...wish, reason: '调整分工' });
}

/** Starts a split and waits until it is done. */
export async function splitWhole(admin: Device, wish: SplitWish): Promise<BookSplit> {
  const answer = await split(admin, wish);
  if (answer.status !== 200) throw new Error(`split: ${answer.status} ${answer.text}`);
  return untilDone(admin, (answer.body as { splitId: string }).splitId);
}

export async function untilDone(admin: Device, splitId: string): Promise<BookSplit> {
  const end = performance.now() + 60_000;
  for (;;) {
    const { splits } = (await admin.get('/v1/admin/book/splits')).body as { splits: BookSplit[] };
    const found = splits.find(({ id }) => id === splitId);
    if (found?.status === 'done') return found;
    if (performance.now() > end) throw new Error(`the split is not done: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Another server process on the same database, as far as its jobs are concerned. */
export function startSecondServer(
  server: CompanyServer,
  config: Partial<AppConfig>,
  log: Logger = silentLogger,
): Promise<FastifyInstance> {
  const whole = { ...testConfig, ...config };
  return buildApp({ database: server.database, clock: systemClock, log, config: whole });
}

/** Ids of the first customers of a rep's book. */
export function firstCustomers(rep: number, count: number): string[] {
  return Array.from({ length: count }, (_, place) => customerIdOf(rep, place + 1));
}

/** {@link testCompany} with so many customers a book; each of the first rep's with a phone and two notes. */
export async function companyWithHistory(customersPerBook: number): Promise<SeedCompany> {
  const { seed, reps } = await testCompany({ customersPerBook });
  const [rep] = reps;
  const at = '2026-01-05T02:00:00.000Z';
  const own = { createdAt: at, createdBy: rep.id };
  const customers = firstCustomers(1, customersPerBook);
  const notes = customers.flatMap((customerId, place) =>
    [1, 2].map((part) => ({
      id: rowId(part, place),
      ...own,
      customerId,
      body: `note ${part}`,
      happenedAt: at,
      origin: 'rep',
    })),
  );
  const phones = customers.map((customerId, place) => ({
    id: rowId(3, place),
    ...own,
    customerId,
    kind: 'phone',
    value: `1390000${place}`,
    label: '',
  }));
  const more: SeedCompany['rows'] = [
    { entity: 'note', scopeId: rep.bookId!, rows: notes },
    { entity: 'contact_point', scopeId: rep.bookId!, rows: phones },
  ];
  return { ...seed, rows: [...seed.rows, ...more] };
}

function rowId(kind: number, place: number): string {
  return `01900000-f${kind}00-7000-8000-${String(place).padStart(12, '0')}`;
}
