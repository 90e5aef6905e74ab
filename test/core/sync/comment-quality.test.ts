/** The score of a comment on its way: from the device that made it to the server, and to the next device. */
import { expect, test } from 'vitest';
import { startCompanyServer } from '#test/support/company-server.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore } from '#test/support/test-core.ts';

test('a scored comment, and an undo of one, reach the server and a fresh device of the same person', async () => {
  const server = await startCompanyServer();
  const [a, b] = [createTestCore({ serverUrl: server.url }), createTestCore({ serverUrl: server.url })];
  try {
    await a.signIn('rep1');
    await a.settle();
    const customerId = customerIdOf(1, 1);
    const { id: momentId } = await a.api.moment.log({
      customerId,
      kind: 'achievement',
      body: '女儿钢琴考级过了八级,练了三年终于拿证',
      postedAt: new Date().toISOString(),
      liked: false,
    });
    const log = (body: string) =>
      a.api.touch.log({ customerId, kind: 'comment', touchClass: 'care', body, replied: null, momentId });
    const kept = await log('三年没白练,八级拿下,接下来准备十级吗?');
    const taken = await log('恭喜恭喜!');
    await a.api.touch.delete({ id: taken.id });
    await a.settle();
    expect(kept.quality).toBeGreaterThan(60);
    const rows = await server.db
      .selectFrom('touch')
      .select(['id', 'quality', 'deletedAt'])
      .where('momentId', '=', momentId as never)
      .execute();
    expect(rows.map(({ id, quality, deletedAt }) => [id, quality, deletedAt !== null]).toSorted()).toEqual(
      [
        [kept.id, kept.quality, false],
        [taken.id, 16, true],
      ].toSorted(),
    );
    await b.signIn('rep1');
    await b.settle();
    const { entries } = await b.api.customer.timeline({ customerId });
    expect(entries.flatMap((each) => (each.type === 'touch' ? [each.score?.quality] : []))).toEqual([
      kept.quality,
    ]);
  } finally {
    await a.remove();
    await b.remove();
    await server.close();
  }
});
