import { describe, expect, it } from 'vitest';
import { dateText, dayWord, relativeText, timeText } from '#renderer/components/time-format.ts';

/** 2026-11-22 is a Sunday; 14:00 in Shanghai. */
const now = Date.parse('2026-11-22T06:00:00.000Z');
const minutes = (count: number): string => new Date(now + count * 60_000).toISOString();

describe('times in words', () => {
  it("speaks of the company's day, wherever the device is", () => {
    expect(timeText('2026-11-21T16:05:00.000Z', 'zh-CN')).toBe('00:05');
    expect(dayWord('2026-11-22', 'zh-CN', now)).toBe('今天');
    expect(dayWord('2026-11-21', 'en', now)).toBe('yesterday');
    expect(dayWord('2026-11-23', 'zh-CN', now)).toBe('明天');
  });

  it.each([
    [0, 'zh-CN', '刚刚'],
    [-3, 'zh-CN', '3分钟前'],
    [-3, 'en', '3 min. ago'],
    [-180, 'zh-CN', '11:00'],
    [-20 * 60, 'zh-CN', '昨天 18:00'],
    [-10 * 24 * 60, 'zh-CN', '11月12日 周四'],
  ])('says %i minutes from now in %s as %s', (count, language, text) => {
    expect(relativeText(minutes(count), language, now, '刚刚')).toBe(text);
  });

  it('names the year only where it is another one', () => {
    expect(dateText('2026-01-05', 'zh-CN', now)).toBe('1月5日 周一');
    expect(dateText('2025-01-05', 'zh-CN', now)).toBe('2025年1月5日');
  });
});
