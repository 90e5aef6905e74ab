import { describe, expect, it } from 'vitest';
import { keyCaps, matchPresses, pressName, pressesOf } from '#renderer/app/shortcut-key.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('shortcut keys', () => {
  it('names a press the same with Ctrl and with Cmd, and letters whatever their case', () => {
    expect(pressName({ ...plain, key: 'k', ctrlKey: true })).toBe('mod+k');
    expect(pressName({ ...plain, key: 'K', metaKey: true })).toBe('mod+k');
    expect(pressName({ ...plain, key: 'D' })).toBe('d');
    expect(pressName({ ...plain, key: 'ArrowDown' })).toBe('ArrowDown');
    expect(pressName({ ...plain, key: '?' })).toBe('?');
  });

  it('reads sequences and modifiers', () => {
    expect(pressesOf('g t')).toEqual(['g', 't']);
    expect(pressesOf('mod+Enter')).toEqual(['mod+Enter']);
    expect(pressesOf('+')).toEqual(['+']);
  });

  it.each([
    ['g t', ['g'], 'part'],
    ['g t', ['g', 't'], 'full'],
    ['g t', ['g', 'c'], 'none'],
    ['d', ['d'], 'full'],
    ['d', ['g', 'd'], 'none'],
  ] as const)('%s after %j is %s', (shortcut, typed, expected) => {
    expect(matchPresses(shortcut, typed)).toBe(expected);
  });

  it('draws the caps of the platform', () => {
    expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K']);
    expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('g t', false)).toEqual(['G', 'T']);
    expect(keyCaps('ArrowUp', false)).toEqual(['↑']);
  });
});
