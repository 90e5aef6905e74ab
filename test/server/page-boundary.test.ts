/** Pages of a pull where they are cut: what comes next, and what no longer may. */
import { beforeAll, expect, test } from 'vitest';
import { entities } from '#shared/domain/entity/registry.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { insert, noteOf, signIn, type Device } from './device.ts';

const touchOf = (customerId: string) => ({
  customerId,
  kind: 'chat',
  touchClass: 'care',
  body: 'x'.repeat(20_000),
  happenedAt: '2026-02-01T08:00:00.000Z',
  minutes: null,
  replied: null,
  momentId: null,
  planItemId: null,
});

describeOnBoth('a page', (maker) => {
  let server: CompanyServer;
  let admin: Device;
  beforeAll(async () => {
    server = await maker.start();
    admin = await signIn(server.url, 'admin');
  });

  test('[PULL3] [PULL5] that is full of text just as one entity ends does not bring the next one from its start', async () => {
    const book = server.company.reps[0].bookId!;
    const customer = customerIdOf(1, 1);
    const device = await signIn(server.url, 'rep1');
    await device.push(device.mutation(Array.from({ length: 20 }, () => noteOf(book, customer, 'old'))));
    await device.pullAll();
    // The text of 104 of them passes two megabytes, that of 103 does not.
    const touches = Array.from({ length: 104 }, () => insert('touch', book, touchOf(customer)));
    await device.push(device.mutation([...touches, noteOf(book, customer, 'new')]));
    const first = await device.pull();
    expect(first.rows('touch')).toHaveLength(104);
    expect(first.end.more).toBe(true);
    const second = await device.pull();
    expect(second.rows('note').map((row) => row['body'])).toEqual(['new']);
  });

  test('[SCOPE2] holds not one more row of a book that was reassigned after the page before it', async () => {
    const [former, heir] = server.company.reps;
    const book = heir.bookId!;
    const device = await signIn(server.url, 'rep2');
    for (let round = 0; round < 3; round++) {
      const notes = Array.from({ length: 30 }, () => noteOf(book, customerIdOf(2, 1)));
      await device.push(device.mutation(notes));
    }
    let isInside = false;
    while (!isInside) {
      const page = await device.pull({ maxRows: 20 });
      isInside = page.rows('note').length > 0 && device.cursors[book]?.resume !== undefined;
    }
    const reassigned = await admin.post('/v1/admin/book/reassign', {
      bookId: book,
      fromPersonId: heir.id,
      toPersonId: former.id,
      reason: 'x',
    });
    expect(reassigned.status).toBe(200);
    const cursors = device.cursors;
    for (const scopes of [cursors, { ...cursors, [book]: { version: 0 } }]) {
      const next = await device.pull({ scopes });
      expect(next.head.scopes.map(({ id }) => id)).not.toContain(book);
      expect(next.lines.filter((line) => 'scope' in line && line.scope === book)).toEqual([]);
      expect(Object.keys(next.end.cursors)).not.toContain(book);
    }
  });

  test('of the company holds of people what the screens need, and no secret', async () => {
    const device = await signIn(server.url, 'rep1');
    const answer = await device.pull({ scopes: {} });
    const line = answer.lines.find((each) => each.kind === 'rows' && each.entity === 'person');
    expect(line).toMatchObject({
      columns: [
        ...['id', 'version', 'createdAt', 'createdBy', 'deletedAt', 'late'],
        ...['name', 'account', 'role', 'teamId', 'status'],
      ],
    });
    const text = JSON.stringify(answer.lines);
    for (const secret of ['$argon2', 'passwordHash', 'password_hash', 'fieldVersion', 'tokenHash']) {
      expect(text).not.toContain(secret);
    }
    expect(entities.filter(({ scope }) => scope === 'company').map(({ name }) => name)).toEqual([
      ...['team', 'person', 'book', 'setting', 'tag', 'sop', 'content_item'],
    ]);
  });
});
