import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { manualOf, trustOf, trustSigns, type TrustFacts } from '#shared/domain/plan/trust-stage.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { daysAgo, morning, planOn } from './plan-fixture.ts';

const facts = (own: Partial<TrustFacts> = {}): TrustFacts => ({
  addedOn: addDays(planOn, -60),
  repliedAts: [],
  hasAsked: false,
  hasAcceptedUseful: false,
  hasKeptAppointment: false,
  orders: 0,
  npsScore: null,
  hasPaidReferral: false,
  talkedAts: [],
  lastInteractionAt: daysAgo(1),
  complaintOpenSince: null,
  manual: null,
  ...own,
});
const of = (own: Partial<TrustFacts>) => trustOf(facts(own), morning, defaultSettings);
const stageOf = (own: Partial<TrustFacts>) => of(own).stage;
/** Every so many days from so many days ago on, up to so many days ago. */
const every = (days: number, from: number, to = 0) =>
  Array.from({ length: Math.floor((from - to) / days) }, (_, n) => daysAgo(from - n * days - 1));
const replies = (...days: number[]) => ({ repliedAts: days.map(daysAgo) });

describe('[R16] the trust stage', () => {
  test('认识 at add', () => expect(stageOf({})).toBe('acquainted'));

  test('认可 when any two signs are there', () => {
    const signs: Partial<TrustFacts>[] = [
      replies(9, 5, 1),
      { hasAsked: true },
      { hasAcceptedUseful: true },
      { hasKeptAppointment: true },
      { orders: 1 },
    ];
    for (const [i, one] of signs.entries()) {
      expect(stageOf(one)).toBe('acquainted');
      for (const other of signs.slice(i + 1)) expect(stageOf({ ...one, ...other })).toBe('approved');
    }
    expect(stageOf({ ...replies(5, 1), hasAsked: true })).toBe('acquainted');
  });

  test('认定 when any two of its signs are there', () => {
    const long = { addedOn: addDays(planOn, -200), talkedAts: every(50, 200) };
    const signs: Partial<TrustFacts>[] = [{ orders: 2 }, { npsScore: 9 }, { hasPaidReferral: true }, long];
    for (const [i, one] of signs.entries()) {
      expect(stageOf(one)).not.toBe('committed');
      for (const other of signs.slice(i + 1)) expect(stageOf({ ...one, ...other })).toBe('committed');
    }
    expect(stageOf({ orders: 2, npsScore: 8 })).toBe('acquainted');
  });

  test('long acquaintance counts with a two-way talk at least every 60 days of the last 180', () => {
    const known = (days: number, gap: number) =>
      of({ addedOn: addDays(planOn, -days), talkedAts: every(gap, days) }).evidence.find(
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

  test('three answers within 30 days count for ever, three over more days never', () => {
    const hasReplied = (...days: number[]) => of(replies(...days)).evidence[0]!.isMet;
    expect(hasReplied(330, 310, 300)).toBe(true);
    expect(hasReplied(131, 110, 100, 3)).toBe(false);
    expect(hasReplied(130, 110, 100, 3)).toBe(true);
  });

  test('a long acquaintance stays one, and a gap begins it anew', () => {
    const isLong = (added: number, talkedAts: string[]) =>
      of({ addedOn: addDays(planOn, -added), talkedAts }).evidence.at(-1)!.isMet;
    expect(isLong(400, every(30, 400, 190))).toBe(true);
    expect(isLong(400, every(30, 400, 250))).toBe(false);
    expect(isLong(400, every(30, 150))).toBe(false);
    expect(isLong(200, [])).toBe(false);
  });

  test('what a person decided with a reason holds; without one, or when it says another stage, the signs do', () => {
    const by = (toValue: string, reason: string, createdBy: string | null = 'rep') => ({
      ...{ toValue, reason },
      createdBy: createdBy as never,
    });
    const old = by('committed', '老同学');
    expect(manualOf([old], 'committed')).toBe(old);
    expect(manualOf([by('approved', '', null), old], 'committed')).toBe(old);
    expect(manualOf([by('committed', '  ')], 'committed')).toBeNull();
    expect(manualOf([old], 'approved')).toBeNull();
    expect(manualOf([by('committed', '', null), by('approved', ''), old], 'committed')).toBeNull();
    const high = { orders: 2, npsScore: 10, complaintOpenSince: daysAgo(9) };
    expect(of({ ...high, manual: 'committed' })).toMatchObject({ stage: 'committed', isManual: true });
    expect(of({ manual: 'committed' })).toMatchObject({ stage: 'committed', bySigns: 'acquainted' });
  });
});
