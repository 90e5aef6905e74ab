import { describe, expect, it } from 'vitest';
import { actionKey, filterParts, nameIndex, readableDetails } from '#renderer/features/admin/audit-text.ts';
import { bookLines, sortedCandidates } from '#renderer/features/admin/book-line.ts';
import { timeLeft } from '#renderer/features/admin/countdown.ts';
import { deviceContact } from '#renderer/features/admin/device-silence.ts';
import { initialPassword } from '#renderer/features/admin/initial-password.ts';
import { matches } from '#renderer/features/admin/matches.ts';
import type { AdminPerson } from '#shared/protocol/admin.ts';

const person = (change: Partial<AdminPerson>): AdminPerson => ({
  id: 'p',
  name: '王芳',
  account: 'wang',
  role: 'rep',
  status: 'active',
  teamId: null,
  teamName: null,
  books: [],
  devices: 0,
  ...change,
});
const book = (id: string, customers: number) => ({ id, name: id, customers });

describe('the list of books', () => {
  it('puts those with customers and nobody to look after them first', () => {
    const lines = bookLines(
      [
        person({ id: '1', name: '李娜', books: [book('a', 10)] }),
        person({ id: '2', name: '赵敏', status: 'left', books: [book('b', 5), book('empty', 0)] }),
      ],
      [book('c', 3), book('none', 0)],
    );
    expect(lines.map(({ id, isWaiting }) => [id, isWaiting])).toEqual([
      ['c', true],
      ['b', true],
      ['none', false],
      ['a', false],
      ['empty', false],
    ]);
  });

  it('proposes the least loaded colleague first and never the present owner', () => {
    const candidates = [
      { id: '1', name: '甲', customers: 300 },
      { id: '2', name: '乙', customers: 20 },
      { id: '3', name: '丙', customers: 100 },
    ];
    expect(sortedCandidates(candidates, '1').map(({ id }) => id)).toEqual(['2', '3']);
    expect(sortedCandidates(candidates, undefined)).toHaveLength(3);
  });
});

describe('a device', () => {
  const now = Date.parse('2026-03-02T10:00:00.000Z');

  it.each([
    [null, 'never'],
    ['2026-03-02T09:00:00.000Z', 'recent'],
    ['2026-03-01T10:00:00.000Z', 'recent'],
    ['2026-03-01T09:59:59.999Z', 'silent'],
  ])('last seen %s is %s', (lastSeenAt, contact) => {
    expect(deviceContact(lastSeenAt, now)).toBe(contact);
  });
});

describe('the time an enrolment code has left', () => {
  const now = Date.parse('2026-03-02T10:00:00.000Z');

  it.each([
    ['2026-03-02T10:10:00.000Z', '10:00'],
    ['2026-03-02T10:01:05.000Z', '1:05'],
    ['2026-03-02T10:00:00.001Z', '0:01'],
    ['2026-03-02T10:00:00.000Z', undefined],
    ['2026-03-02T09:00:00.000Z', undefined],
    ['nonsense', undefined],
  ])('until %s is %s', (expiresAt, left) => {
    expect(timeLeft(expiresAt, now)).toBe(left);
  });
});

describe('a first password', () => {
  it('holds only characters that cannot be mistaken for each other, and favours none of them', () => {
    let byte = 0;
    const counts = new Map<string, number>();
    for (let round = 0; round < 31; round += 1) {
      const password = initialPassword(() => byte++ % 256);
      expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/);
      for (const letter of password.replaceAll('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect(counts.size).toBe(31);
    expect(new Set(counts.values())).toEqual(new Set([16]));
  });
});

describe('the search of a list', () => {
  it('finds every word somewhere, in any order and case', () => {
    expect(matches('', ['x', null])).toBe(true);
    expect(matches('EAST wang', ['Wang Fang', 'east'])).toBe(true);
    expect(matches('wang west', ['Wang Fang', 'east', null])).toBe(false);
  });
});

describe('an audit entry', () => {
  it('shows names and counts, ids as what they are called, and leaves unknown ids to the log', () => {
    const rep = '0198f0a0-1111-7222-8333-444455556666';
    const names = nameIndex([person({ id: rep, name: '王芳' })], [], []);
    const detail = {
      toPersonId: rep,
      mutationId: '0198f0a0-0000-7222-8333-444455556666',
      customers: 412,
      reason: '离职',
      kept: true,
      empty: '',
      nothing: null,
    };
    expect(readableDetails(detail, (id) => names.get(id))).toEqual([
      { name: 'toPersonId', value: '王芳' },
      { name: 'customers', value: 412 },
      { name: 'reason', value: '离职' },
      { name: 'kept', value: true },
    ]);
  });

  it('tells the filter of an export part by part', () => {
    expect(filterParts('tiers=A,B tags=1 search where=city,due')).toEqual([
      { part: 'tiers', values: ['A', 'B'] },
      { part: 'tags', values: ['1'] },
      { part: 'search', values: [] },
      { part: 'where', values: ['city', 'due'] },
    ]);
    expect(filterParts('')).toEqual([]);
  });

  it('has a key without dots', () => {
    expect(actionKey('device.enrol')).toBe('action.device_enrol');
  });
});
