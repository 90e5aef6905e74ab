import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { manualStage, trustOf, trustSigns, type TrustFacts } from '#shared/domain/plan/trust-stage.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { daysAgo, morning, planOn } from './plan-fixture.ts';

const facts = (own: Partial<TrustFacts> = {}): TrustFacts => ({
  addedOn: addDays(planOn, -60),
  repliesInMonth: 0,
  hasAsked: false,
  hasAcceptedUseful: false,
  hasKeptAppointment: false,
  orders: 0,
  npsScore: null,
  hasPaidReferral: false,
  talksOn: [],
  lastInteractionAt: daysAgo(1),
  complaintOpenSince: null,
  manual: null,
  ...own,
});
const of = (own: Partial<TrustFacts>) => trustOf(facts(own), morning, defaultSettings);
const stageOf = (own: Partial<TrustFacts>) => of(own).stage;
const every = (days: number, from: number) =>
  Array.from({ length: Math.floor(from / days) }, (_, n) => addDays(planOn, n * days - from + 1));

describe('[R16] the trust stage', () => {
  test('认识 at add', () => expect(stageOf({})).toBe('acquainted'));

  test('认可 when any two signs are there', () => {
    const signs: Partial<TrustFacts>[] = [
      { repliesInMonth: 3 },
      { hasAsked: true },
      { hasAcceptedUseful: true },
      { hasKeptAppointment: true },
      { orders: 1 },
    ];
    for (const [i, one] of signs.entries()) {
      expect(stageOf(one)).toBe('acquainted');
      for (const other of signs.slice(i + 1)) expect(stageOf({ ...one, ...other })).toBe('approved');
    }
    expect(stageOf({ repliesInMonth: 2, hasAsked: true })).toBe('acquainted');
  });

  test('认定 when any two of its signs are there', () => {
    const long = { addedOn: addDays(planOn, -200), talksOn: every(50, 200) };
    const signs: Partial<TrustFacts>[] = [{ orders: 2 }, { npsScore: 9 }, { hasPaidReferral: true }, long];
    for (const [i, one] of signs.entries()) {
      expect(stageOf(one)).not.toBe('committed');
      for (const other of signs.slice(i + 1)) expect(stageOf({ ...one, ...other })).toBe('committed');
    }
    expect(stageOf({ orders: 2, npsScore: 8 })).toBe('acquainted');
  });

  test('long acquaintance counts with a two-way talk at least every 60 days of the last 180', () => {
    const known = (days: number, gap: number) =>
      of({ addedOn: addDays(planOn, -days), talksOn: every(gap, days) }).evidence.find(
        ({ sign }) => sign === 'longTalks',
      )!.isMet;
    expect([known(180, 60), known(179, 30), known(200, 90)]).toEqual([true, false, false]);
  });

  test('one step down after a complaint open for 7 days or 120 days of silence', () => {
    const high = { orders: 2, npsScore: 10, hasAsked: true };
    const since = (days: number, ms = 0) => new Date(morning - days * 86_400_000 + ms).toISOString();
    expect(of({ ...high, complaintOpenSince: since(7, 1) })).toMatchObject({
      stage: 'committed',
      downgrade: null,
    });
    expect(of({ ...high, complaintOpenSince: since(7) })).toMatchObject({
      stage: 'approved',
      downgrade: 'COMPLAINT_OPEN',
    });
    expect(of({ ...high, lastInteractionAt: since(120, 1) })).toMatchObject({
      stage: 'committed',
      downgrade: null,
    });
    expect(of({ ...high, lastInteractionAt: since(120) })).toMatchObject({
      stage: 'approved',
      downgrade: 'SILENCE',
    });
    expect(of({ complaintOpenSince: since(9) }).stage).toBe('acquainted');
  });

  test('every sign is a row of evidence, met or not', () => {
    const { evidence } = of({ hasAsked: true });
    expect(evidence.map(({ sign }) => sign)).toEqual([...trustSigns]);
    expect(evidence.filter(({ isMet }) => isMet)).toEqual([
      { sign: 'asked', stage: 'approved', isMet: true },
    ]);
  });

  test('a change by hand needs a reason and then holds', () => {
    expect(manualStage('committed', '  ')).toBeUndefined();
    const manual = manualStage('committed', '老同学')!;
    expect(of({ manual })).toMatchObject({ stage: 'committed', isManual: true });
  });
});
