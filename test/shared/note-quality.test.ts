import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteQuality, type NoteInput } from '#shared/domain/note/quality.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

const of = (body: string, more: Partial<NoteInput> = {}) =>
  noteQuality({ body, hasNextStep: false, hasChange: false, facts: [], ...more }, defaultSettings);

test.each([
  ['', {}, 0],
  ['聊了聊', {}, 0],
  ['今天聊得不错，气氛也挺好的，就先这样吧', {}, 10],
  ['小雨', {}, 25],
  ['小雨要中考，问学区', {}, 45],
  ['小雨要中考，担心学区，周三发资料', {}, 90],
  ['她说“先看看再定”，不着急，下周三约了看样板间', {}, 65],
  ['普洱', { facts: ['普洱'] }, 25],
  ['普洱', { facts: ['普洱'], hasChange: true }, 35],
  ['普洱', { facts: ['普洱'], hasNextStep: true }, 50],
  ['小雨钢琴考级，她担心练得太累，周三给她发一份放松的曲目', { hasChange: true }, 100],
] as const)('[R10] %s %j: %i', (body, more, quality) => {
  expect(of(body, more).quality).toBe(quality);
});

test('[R10] asks for the next step below 60 only, and never where there is one or nothing was written', () => {
  expect(of('小雨要中考，担心学区').asks).toBe(true);
  expect(of('普洱', { hasNextStep: true }).asks).toBe(false);
  expect(of('明天约看房').asks).toBe(false);
  expect(of('女儿担心，很着急，一共写了十五个字以上的话', { hasChange: true }).quality).toBe(75);
  expect(of('女儿担心，很着急，一共写了十五个字以上的话', { hasChange: true }).asks).toBe(false);
  expect(of('  ').asks).toBe(false);
});

test('[R10] is a whole number from 0 to 100 for any text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(
      text,
      fc.boolean(),
      fc.boolean(),
      fc.array(text, { maxLength: 2 }),
      (body, hasNextStep, hasChange, facts) => {
        const { quality } = of(body, { hasNextStep, hasChange, facts });
        expect(Number.isInteger(quality) && quality >= 0 && quality <= 100).toBe(true);
      },
    ),
  );
});
