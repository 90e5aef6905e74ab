import { expect, test } from 'vitest';
import { duplicatePairs, type DuplicateFacts } from '#shared/domain/card/duplicate.ts';

let count = 0;
const card = (own: Partial<DuplicateFacts>): DuplicateFacts => ({
  id: `id-${String(++count).padStart(4, '0')}`,
  name: `客户${count}`,
  company: '',
  city: '',
  birthdayOn: null,
  contacts: [],
  ...own,
});
const phone = (value: string) => [{ kind: 'phone', value }] as const;
const signsOf = (...cards: DuplicateFacts[]) => duplicatePairs(cards).map(({ signs }) => signs);

test('one mobile number in two spellings is one person', () => {
  expect(
    signsOf(card({ contacts: phone('+86 138-0000-1234') }), card({ contacts: phone('13800001234') })),
  ).toEqual([['phone']]);
});

test('a WeChat id is told together whatever its case', () => {
  const wechat = (value: string) => card({ contacts: [{ kind: 'wechat', value }] });
  expect(signsOf(wechat('Sunny_88'), wechat('sunny_88 '))).toEqual([['wechat']]);
});

test('a landline that many share is no sign, and a name alone is too little', () => {
  expect(
    signsOf(card({ contacts: phone('010-65551234') }), card({ contacts: phone('01065551234') })),
  ).toEqual([]);
  expect(signsOf(card({ name: '张伟' }), card({ name: '张伟' }))).toEqual([]);
});

test('a name with another sign is enough', () => {
  const zhang = { name: '张伟', birthdayOn: '1990-05-01' };
  expect(signsOf(card(zhang), card({ ...zhang, city: '上海' }))).toEqual([['name', 'birthday']]);
  expect(signsOf(card({ name: '张伟', company: '远桥' }), card({ name: '张伟', company: '远桥' }))).toEqual([
    ['name', 'company'],
  ]);
});

test('each pair comes once, the likeliest first', () => {
  const a = card({ name: '李娜', contacts: phone('13900001111') });
  const b = card({ name: '李娜', contacts: phone('13900001111') });
  const c = card({ contacts: phone('13900001111') });
  const pairs = duplicatePairs([a, b, c]);
  expect(pairs.map(({ a: one, b: other, score }) => [one, other, score])).toEqual([
    [a.id, b.id, 90],
    [a.id, c.id, 60],
    [b.id, c.id, 60],
  ]);
});

test('a number that somebody typed for everybody makes no pairs', () => {
  expect(signsOf(...Array.from({ length: 21 }, () => card({ contacts: phone('13800000000') })))).toEqual([]);
});
