import { beforeAll, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { pushResponse, type Mutation, type PushResponse } from '#shared/protocol/sync.ts';
import { codeOf, noteOf, signIn, type Device } from './device.ts';

const writers = 8;
const mutationsEach = 20;
const notesEach = 3;

describeOnBoth('many writers at once', (maker) => {
  let server: CompanyServer;
  beforeAll(async () => {
    server = await maker.start();
  });

  test('[PULL3] a reader that pulls all the while gets every row exactly once', async () => {
    const book = server.company.reps[0].bookId!;
    const devices = await Promise.all(Array.from({ length: writers }, () => signIn(server.url, 'rep1')));
    const reader = await signIn(server.url, 'rep1');
    await reader.pullAll();
    const sent = new Set<string>();
    const received: string[] = [];
    let isWriting = true;

    const write = async (device: Device) => {
      for (let round = 0; round < mutationsEach; round++) {
        const notes = Array.from({ length: notesEach }, () => noteOf(book, customerIdOf(1, 1)));
        for (const note of notes) sent.add(note.id);
        const { results } = await device.push(device.mutation(notes));
        expect(results).toMatchObject([{ status: 'applied' }]);
      }
    };
    const read = async () => {
      for (let isLast = false; ;) {
        const answer = await reader.pull({ maxRows: 50 });
        received.push(...answer.rows('note').map((row) => row.id));
        if (isLast && !answer.end.more) return;
        isLast = !isWriting;
      }
    };
    const reading = read();
    await Promise.all(devices.map(write));
    isWriting = false;
    await reading;

    expect(sent.size).toBe(writers * mutationsEach * notesEach);
    expect(received).toHaveLength(sent.size);
    expect(new Set(received)).toEqual(sent);
  });

  test('writers of several books do not wait for each other in a ring', async () => {
    const accounts = ['rep1', 'rep2', 'rep3'] as const;
    const pushes = accounts.flatMap((account, rep) =>
      Array.from({ length: 5 }, async () => {
        const device = await signIn(server.url, account);
        const { bookId } = server.company.reps[rep]!;
        for (let round = 0; round < 3; round++) {
          const notes = device.mutation([noteOf(bookId!, customerIdOf(rep + 1, 1))]);
          expect((await untilTaken(device, notes)).results[0]!.status).toBe('applied');
        }
      }),
    );
    await Promise.all(pushes);
  });
});

/** A server that is busy says when to come back; the test comes back at once. */
async function untilTaken(device: Device, mutation: Mutation): Promise<PushResponse> {
  for (;;) {
    const body = { deviceEpoch: device.session.deviceEpoch, mutations: [mutation] };
    const answer = await device.post('/v1/sync/push', body);
    if (answer.status === 200) return pushResponse.parse(answer.body);
    expect(codeOf(answer)).toBe('UNAVAILABLE');
  }
}
