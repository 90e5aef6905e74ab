import { describe, expect, test } from 'vitest';
import { birthdayText, parseBirthday } from '#renderer/features/customers/card/birthday-text.ts';
import { careRatio } from '#renderer/features/customers/card/care-ratio.ts';
import { maskContact } from '#renderer/components/mask-contact.ts';
import { wholeMonths } from '#renderer/features/customers/card/relationship-month.ts';
import { createInput, emptyCustomer } from '#renderer/features/customers/create/new-customer.ts';
import { tagOptions } from '#renderer/components/tag-option.ts';
import { isLongText } from '#renderer/features/customers/timeline/long-text.ts';

describe('masking', () => {
  test.each([
    ['phone', '13812341234', '138****1234'],
    ['phone', '+86 138 1234 1234', '138****1234'],
    ['phone', '010-62345678', '010****5678'],
    ['phone', '62345678', '6****5678'],
    ['phone', '110', '****'],
    ['wechat', 'zhang_xiaoyu', 'zh****yu'],
    ['wechat', '雨', '雨****'],
    ['wechat', 'abcd', 'a****'],
    ['email', 'zhang@example.com', 'zhang@example.com'],
    ['address', '杭州市西湖区', '杭州市西湖区'],
  ] as const)('shows the %s %s as %s', (kind, value, shown) => {
    expect(maskContact(kind, value)).toBe(shown);
  });

  test('never shows all the digits of a phone of any length', () => {
    for (let length = 1; length <= 20; length += 1) {
      const digits = '12345678901234567890'.slice(0, length);
      expect(maskContact('phone', digits)).not.toContain(digits);
    }
  });
});

describe('months of a relationship', () => {
  test.each([
    ['2026-01-15', '2026-01-15', 0],
    ['2026-01-15', '2026-02-14', 0],
    ['2026-01-15', '2026-02-15', 1],
    ['2026-01-31', '2026-02-28', 1],
    ['2026-01-31', '2026-02-27', 0],
    ['2024-02-29', '2025-02-28', 12],
    ['2023-11-22', '2026-11-22', 36],
    ['2026-12-01', '2026-11-22', 0],
  ])('from %s to %s are %i', (from, to, months) => {
    expect(wholeMonths(from, to)).toBe(months);
  });
});

describe('care against promo', () => {
  test('counts care touches per promo touch', () => {
    expect(careRatio({ care: 10, promo: 3 })).toEqual({ care: 10, promo: 3, perPromo: 3.3, low: false });
  });
  test('is low below three care touches per promo', () => {
    expect(careRatio({ care: 5, promo: 2 }).low).toBe(true);
    expect(careRatio({ care: 6, promo: 2 }).low).toBe(false);
  });
  test('has no relation where nothing was promoted', () => {
    expect(careRatio({ care: 4, promo: 0 })).toMatchObject({ perPromo: null, low: false });
  });
});

describe('birthdays as typed', () => {
  test.each([
    ['1990-05-01', '1990-05-01'],
    ['1990/5/1', '1990-05-01'],
    ['1990年5月1日', '1990-05-01'],
    ['19900501', '1990-05-01'],
    ['５月１日', '--05-01'],
    ['5-1', '--05-01'],
    ['--05-01', '--05-01'],
    ['2-29', '--02-29'],
    ['1991-02-29', undefined],
    ['13-01', undefined],
    ['明天', undefined],
    ['', undefined],
  ])('%s is read as %s', (typed, stored) => {
    expect(parseBirthday(typed)).toBe(stored);
  });

  test('a stored birthday survives being opened and saved unchanged', () => {
    for (const stored of ['1990-05-01', '--12-31']) expect(parseBirthday(birthdayText(stored))).toBe(stored);
  });
});

describe('tags to pick from', () => {
  const tags = [
    { name: '茶', tagId: 't1', groupName: '兴趣', customers: 2 },
    { name: '高尔夫', tagId: 't2', groupName: '兴趣', customers: 9 },
    { name: '老邻居', tagId: null, groupName: '', customers: 1 },
  ];
  test('are grouped as in the dictionary, the most used first, private ones apart', () => {
    expect(tagOptions(tags, '自建')).toMatchObject([
      { label: '兴趣', options: [{ value: '高尔夫' }, { value: '茶' }] },
      { label: '自建', options: [{ value: '老邻居' }] },
    ]);
  });
  test('narrow to what is typed, and an emptied group goes', () => {
    expect(tagOptions(tags, '自建', ' 邻 ').map((group) => group.label)).toEqual(['自建']);
  });
});

describe('a new customer', () => {
  test('is sent trimmed, without empty contacts and doubled tags', () => {
    const draft = {
      ...emptyCustomer,
      name: ' 张小雨 ',
      phone: ' 138 ',
      tags: ['茶', ' 茶 ', ' ', 'x'.repeat(51)],
    };
    expect(createInput(draft)).toMatchObject({
      fields: { name: '张小雨', tier: 'N', source: 'unknown' },
      phone: '138',
      wechat: undefined,
      tags: ['茶'],
    });
  });
});

describe('a long entry of the timeline', () => {
  test.each([
    ['一行', false],
    ['行\n'.repeat(15), false],
    ['行\n'.repeat(20), true],
    ['字'.repeat(600), false],
    ['字'.repeat(900), true],
  ])('shows its beginning only: %#', (text, long) => {
    expect(isLongText(text)).toBe(long);
  });
});
