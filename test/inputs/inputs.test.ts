/** A short pass of `npm run inputs`: all texts at the doors of core and files, every tenth at server and page. */
import { existsSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { findChromium } from '../../scripts/lib/chromium.ts';
import { compared, throughDoor } from './door.ts';
import { figuresOf, runInputs, type InputsReport } from './run.ts';

let report: InputsReport;
/** `npm test` builds the page before it runs the tests. */
const hasPage = findChromium() !== undefined && existsSync('dist/renderer/index.html');

beforeAll(async () => {
  report = await runInputs({ every: 10, hasPage, log: () => {} });
  console.log('inputs:', JSON.stringify(figuresOf(report)));
}, 180_000);

test('nothing crashes, at any door', () => {
  expect(report.doors.flatMap(({ door, crashes }) => crashes.map((line) => `${door}: ${line}`))).toEqual([]);
  expect(report.doors.every(({ run }) => run > 40)).toBe(true);
});

test('every text comes back as it was given', () => {
  expect(report.doors.flatMap(({ door, changed }) => changed.map((line) => `${door}: ${line}`))).toEqual([]);
});

test('what is too large or broken is refused with a code', () => {
  expect(report.broken.filter(({ refused }) => !refused)).toEqual([]);
  expect(report.broken.filter(({ ms }) => ms > 10_000)).toEqual([]);
});

test('no file is read wrongly without a question', () => {
  expect(report.encodings.misdecoded).toEqual([]);
  // What can be told apart is not asked about.
  expect(report.encodings.asked.length).toBeLessThan(report.encodings.files / 2);
});

test('no file appears outside the own folder, and no object of the language changes', () => {
  expect([report.outsideFiles, report.isPrototypeClean]).toEqual([[], true]);
});

test.skipIf(!hasPage)('on the page texts are shown as text: no dialog, no request, no other page', () => {
  expect(report.page?.scripts).toEqual([]);
  expect(report.page?.missing).toEqual([]);
  expect(report.page?.shown).toBeGreaterThan(40);
});

test('a door that loses a text, or breaks, is found', async () => {
  const inputs = [{ row: 'x', text: '<b>' }];
  const losing = await throughDoor(
    { name: 'x', take: ({ text }) => compared(text.replace('<', ''), text) },
    inputs,
  );
  expect(losing.changed).toHaveLength(1);
  const broken = await throughDoor({ name: 'x', take: () => Promise.reject(new Error('INTERNAL')) }, inputs);
  expect(broken.crashes).toHaveLength(1);
});
