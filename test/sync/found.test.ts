/** Runs in which the simulator once found the program wrong, as short as it could make them. */
import { afterAll, expect, test } from 'vitest';
import { openFarm } from './farm.ts';
import { plotOf } from './play-text.ts';

const farm = openFarm();
afterAll(() => farm.close());

const cases: ReadonlyArray<[name: string, play: string]> = [
  [
    'the text of a customer whose split a restored server undid stays in no log of the device that had got it',
    '1907456037 | 0 0 0 1 | 1 | patch 0 27 99, delete 3 47 58, backup 2 3 43, split 1 45 91, syncAll 1 88 99, restoreServer 2 55 13',
  ],
];

test.each(cases)('%s', { timeout: 120_000 }, async (_name, play) => {
  const plot = plotOf(play);
  const { failures } = await farm.run({ seeds: [plot.seed], jobs: 1, postgres: false, plot });
  expect(failures.map(({ message }) => message)).toEqual([]);
});
