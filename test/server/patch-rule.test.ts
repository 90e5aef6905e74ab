/** The field rule across moves between books: examples, and every history against a model that forgets nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldVersions } from '#server/db/database.ts';
import type { StoredRow } from '#server/db/row-store.ts';
import { resolvePatch, type Author } from '#server/sync/patch-rule.ts';

const author = (addressed: string, over: Partial<Author> = {}): Author => ({
  deviceEpoch: 'laptop',
  seq: 50,
  version: 99,
  addressed,
  personId: 'rep',
  isFormerOwner: false,
  ...over,
});

const rowIn = (scopeId: string, fieldVersion: FieldVersions): StoredRow => ({
  companyId: 'company',
  scopeId,
  id: '01900000-0000-7000-8000-000000000001',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'other',
  deletedAt: null,
  late: false,
  fieldVersion,
  city: 'kept',
});

const isLate = (row: StoredRow, seen: number, by: Author) =>
  resolvePatch(row, { city: 'new' }, seen, by).late.length > 0;
const office = (v: number, c?: Record<string, number>) => ({ v, d: 'office', s: 1, ...(c ? { c } : {}) });

describe('a row that moved from A to B', () => {
  const moved = rowIn('B', { city: office(5, { A: 5, B: 30 }) });

  test('[SPLIT5] a change made in A is judged by what the author saw of A', () => {
    expect(isLate(moved, 5, author('A'))).toBe(false);
    expect(isLate(moved, 4, author('A'))).toBe(true);
  });

  test('[SPLIT5] who saw the row in B has seen what was changed in A', () => {
    expect(isLate(moved, 30, author('B'))).toBe(false);
    expect(isLate(moved, 29, author('B'))).toBe(true);
  });

  test('[SPLIT5] a change made in B was not seen by who wrote to A, whatever the number', () => {
    const changed = rowIn('B', { city: office(31) });
    expect(isLate(changed, 1_000, author('A'))).toBe(true);
    expect(isLate(changed, 31, author('B'))).toBe(false);
    expect(isLate(changed, 30, author('B'))).toBe(true);
  });

  test('[SPLIT5] back in A, changes made in B were seen by who saw the row after it came back', () => {
    const back = rowIn('A', { city: office(31, { B: 31, A: 8 }) });
    expect(isLate(back, 8, author('A'))).toBe(false);
    expect(isLate(back, 7, author('A'))).toBe(true);
    expect(isLate(back, 31, author('B'))).toBe(false);
    expect(isLate(back, 30, author('B'))).toBe(true);
  });

  test('[CONFLICT3] an own earlier edit is no surprise, wherever it was made', () => {
    const own = rowIn('B', { city: { v: 7, d: 'laptop', s: 49, c: { A: 7, B: 30 } } });
    expect(isLate(own, 0, author('A'))).toBe(false);
    expect(isLate(own, 0, author('B'))).toBe(false);
  });

  test('[CONFLICT3] a version of another scope that happens to be equal makes no edit one of the same mutation', () => {
    const later = rowIn('B', { city: { v: 99, d: 'laptop', s: 51, c: { A: 99, B: 30 } } });
    expect(isLate(later, 0, author('A'))).toBe(true);
  });

  test('a row nobody ever changed has nothing unseen, wherever it went', () => {
    expect(isLate(rowIn('B', {}), 0, author('A'))).toBe(false);
  });
});

/** What one device may do, and what happens around it. Scopes are three books. */
type Step =
  { kind: 'move'; to: number } | { kind: 'edit'; device: number } | { kind: 'look'; device: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), to: fc.nat(2) }),
  fc.record({ kind: fc.constant('edit' as const), device: fc.nat(2) }),
  fc.record({ kind: fc.constant('look' as const), device: fc.nat(2) }),
);

interface Seen {
  scope: string;
  version: number;
  /** Every edit that was in the row when it was looked at. */
  edits: ReadonlySet<number>;
}

/** Plays the steps as the server does, and remembers beside it what each device saw. */
function play(steps: readonly Step[]) {
  const versions = [10, 200, 3_000];
  const scopes = ['A', 'B', 'C'];
  let at = 0;
  let row = rowIn('A', {});
  const edits: Array<{ id: number; device: number }> = [];
  const lookOf = (): Seen => ({
    scope: scopes[at]!,
    version: versions[at]!,
    edits: new Set(edits.map(({ id }) => id)),
  });
  const seen = [0, 1, 2].map(lookOf);
  let seq = 0;
  for (const next of steps) {
    if (next.kind === 'look') {
      seen[next.device] = lookOf();
    } else if (next.kind === 'edit') {
      versions[at]! += 1;
      seq += 1;
      edits.push({ id: seq, device: next.device });
      const stamp = { v: versions[at]!, d: `device ${next.device}`, s: seq };
      row = { ...row, fieldVersion: { ...row.fieldVersion, city: stamp } };
    } else if (next.to !== at) {
      const from = scopes[at]!;
      versions[at]! += 1;
      at = next.to;
      versions[at]! += 1;
      const to = { [scopes[at]!]: versions[at]! };
      const moved = Object.entries(row.fieldVersion).map(([field, stamp]) => [
        field,
        { ...stamp, c: { ...to, ...(stamp.c ?? { [from]: stamp.v }) } },
      ]);
      row = { ...row, scopeId: scopes[at]!, fieldVersion: Object.fromEntries(moved) };
    }
  }
  return { row, seen, edits, seq, version: versions[at]! + 1 };
}

describe('against a model that remembers everything each author saw', () => {
  test('[SPLIT5] an edit comes late exactly when the author had not seen the last one of somebody else', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.nat(2), (steps, device) => {
        const { row, seen, edits, seq, version } = play(steps);
        const look = seen[device]!;
        const last = edits.at(-1);
        const wasSeen = !last || last.device === device || look.edits.has(last.id);
        const by = author(look.scope, { deviceEpoch: `device ${device}`, seq: seq + 1, version });
        const late = isLate(row, look.version, by);
        expect(late).toBe(!wasSeen);
      }),
      { numRuns: 2_000 },
    );
  });
});
