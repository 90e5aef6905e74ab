import { beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '#server/domain/audit.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { insert, signIn, type Device } from './device.ts';

const revealedAt = '2026-02-01T09:00:00.000Z';

describeOnBoth('a look at a masked number', (maker) => {
  let server: CompanyServer;
  let device: Device;
  const reveals = () =>
    server.db.selectFrom('audit').selectAll().where('action', '=', 'contact.reveal').execute();
  const look = (customerId: string, bookId: string) =>
    device.mutation([
      insert('contact_reveal', server.company.reps[0]!.id, {
        bookId,
        customerId,
        contactPointId: customerIdOf(1, 7),
        kind: 'phone',
        revealedAt,
      }),
    ]);
  beforeAll(async () => {
    server = await maker.start();
    device = await signIn(server.url, 'rep1');
  });

  test('[PUSH9] is in the audit log once, also when it is handed in twice', async () => {
    const [rep] = server.company.reps;
    const mutation = look(customerIdOf(1, 1), rep!.bookId!);
    const first = await device.push(mutation);
    const again = await device.push(mutation);
    expect([first.results[0]!.status, again.results[0]!.status]).toEqual(['applied', 'applied']);
    const found = await reveals();
    expect(found.map(({ actorId, detail }) => [actorId, JSON.parse(detail)])).toEqual([
      [
        rep!.id,
        {
          bookId: rep!.bookId,
          contactPointId: customerIdOf(1, 7),
          customerId: customerIdOf(1, 1),
          kind: 'phone',
          revealedAt,
        },
      ],
    ]);
    expect((await verifyAudit(server.db, server.company.companyId)).brokenAt).toBeNull();
  });

  test('[PUSH9] one that is refused leaves no entry', async () => {
    const before = (await reveals()).length;
    const { results } = await device.push(look(customerIdOf(2, 1), server.company.reps[1]!.bookId!));
    expect(results[0]!.status).toBe('rejected');
    expect(await reveals()).toHaveLength(before);
  });
});
