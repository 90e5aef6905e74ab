import { describe, expect, it } from 'vitest';
import { personColour, personInitial } from '#renderer/components/person-colour.ts';

describe('avatars', () => {
  it('gives a name the same colour for ever', () => {
    // Written down once: a change here repaints every customer in every rep's memory.
    expect(['张雅琴', '刘建国', '欧阳雪', 'Anna Schmidt', ''].map(personColour)).toMatchInlineSnapshot(`
      [
        0,
        4,
        7,
        3,
        7,
      ]
    `);
    expect(personColour(' 张雅琴 ')).toBe(personColour('张雅琴'));
  });

  it('spreads names over all eight colours', () => {
    const names = Array.from(
      '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张',
      (surname) => `${surname}小明`,
    );
    expect(new Set(names.map(personColour)).size).toBe(8);
  });

  it.each([
    ['张雅琴', '张'],
    ['欧阳雪', '欧阳'],
    ['欧阳', '欧'],
    ['Anna Schmidt', 'AS'],
    ['müller', 'M'],
    ['🌸小雨🌸', '小'],
    ['13800138000', '1'],
    ['🌸', '?'],
    ['', '?'],
  ])('shows %s as %s', (name, initial) => {
    expect(personInitial(name)).toBe(initial);
  });
});
