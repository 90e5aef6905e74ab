import { beforeAll, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { noteOf, signIn, type Device } from './device.ts';

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
    const devices = await Promise.all(accounts.map((account) => signIn(server.url, account)));
    const pushes = devices.flatMap((device, rep) =>
      Array.from({ length: 15 }, () => {
        const { bookId } = server.company.reps[rep]!;
        return device.push(device.mutation([noteOf(bookId!, customerIdOf(rep + 1, 1))]));
      }),
    );
    const answers = await Promise.all(pushes);
    expect(answers.every(({ results }) => results[0]!.status === 'applied')).toBe(true);
  });
});
