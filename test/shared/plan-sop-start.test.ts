/** What puts a customer on a SOP, and on which edition (rules.md R8). */
import { describe, expect, test } from 'vitest';
import { addDays, startOfDate } from '#shared/domain/calendar.ts';
import type { SopStep } from '#shared/domain/entity/company.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { sopBankOf, type SopRow } from '#shared/domain/plan/sop/bank.ts';
import { sopFacts } from '#shared/domain/plan/facts/sop.ts';
import { standInWords } from '#shared/domain/plan/sop/stand-in.ts';
import { enrolmentsOf, type SopRecord } from '#shared/domain/plan/sop/starter.ts';
import { defaultSettings as s } from '#shared/domain/setting.ts';
import { customer, daysAgo, planInput, planOn } from './plan-fixture.ts';

const step = (offsetDays: number, fields: Partial<SopStep> = {}): SopStep => ({
  offsetDays,
  title: `D${offsetDays}`,
  body: `words ${offsetDays}`,
  touchClass: 'care',
  hard: false,
  minutes: 5,
  ...fields,
});
const own = (code: string, fields: Partial<SopRow> = {}): SopRow => ({
  code,
  edition: 1,
  purpose: 'care',
  steps: [step(0), step(3)],
  ...fields,
});
const on = (who: Parameters<typeof customer>[0], sops: SopRow[], day = planOn) =>
  enrolmentsOf(customer(who), day, sopBankOf(sops, s), s);
const names = (...given: Parameters<typeof on>) =>
  on(...given).map(({ code, startedOn, trigger }) => `${code} ${startedOn} ${trigger}`);
const ago = (days: number) => addDays(planOn, -days);
const bought = (...days: number[]) => days.map((day) => ({ orderedOn: ago(day), repurchaseDays: null }));

describe('[R8] what starts a SOP by itself', () => {
  test('being new, an order, silence: whatever its code, if the SOP says so', () => {
    const all = [
      own('A', { startsBy: 'newCustomer' }),
      own('B', { startsBy: 'order' }),
      own('C', { startsBy: 'silence' }),
      own('D', { startsBy: 'hand' }),
      own('E'),
    ];
    expect(names({ tier: 'N', addedOn: ago(2) }, all)).toEqual([`A ${ago(2)} newCustomer`]);
    expect(names({ purchases: bought(9, 4) }, all)).toContain(`B ${ago(4)} order`);
    expect(names({ unanswered: 5, lastContactAt: daysAgo(61) }, all)).toEqual([`C ${ago(1)} silence`]);
    expect(names({}, all)).toEqual([]);
  });

  test('[C03] one that is for a saved segment: for its customers alone; begun by hand, for whoever it is', () => {
    const whom = { name: '孕妈', segment: { is: 'tag', anyOf: ['孕妈'] } } as const;
    const bank = sopBankOf([own('A', { startsBy: 'order', startsFor: whom as never })], s);
    const byHand = { code: 'A', startedOn: ago(1), isByHand: true, isLeft: false };
    const of = (isIn: boolean | undefined, records = [byHand].slice(1)) =>
      enrolmentsOf(
        customer({ purchases: bought(4), sopRecords: records }),
        planOn,
        bank,
        s,
        ...(isIn === undefined ? [] : [(asked: unknown) => asked === whom.segment && isIn]),
      ).map(({ code, trigger }) => `${code} ${trigger}`);
    const others = of(false);
    expect(others).not.toContain('A order');
    expect(of(true)).toEqual(['A order', ...others]);
    // Where nobody can say, it is left out.
    expect(of(undefined)).toEqual(others);
    expect(of(false, [byHand])).toEqual([...others, 'A hand']);
  });

  test('a SOP for new customers goes on to its end after they count as new', () => {
    const long = own('A', { startsBy: 'newCustomer', steps: [step(0), step(30)] });
    expect(names({ tier: 'C', addedOn: ago(20) }, [long])).toEqual([`A ${ago(20)} newCustomer`]);
    expect(names({ tier: 'C', addedOn: ago(31) }, [long])).toEqual([]);
    expect(names({ tier: 'C', addedOn: ago(2) }, [own('A', { startsBy: 'newCustomer' })])).toEqual([]);
  });

  test('a hand-over, once the hello is said, from the day it was said; the hello itself is an item of its own', () => {
    const receivedAt = startOfDate(ago(6));
    const sop = own('HANDOVER');
    expect(names({ handover: { receivedAt, isGreeted: false } }, [sop])).toEqual([]);
    expect(names({ handover: { receivedAt, isGreeted: true } }, [sop])).toEqual([
      `HANDOVER ${ago(6)} handover`,
    ]);
    const handover = { receivedAt, isGreeted: true, greetedOn: ago(3) };
    const [enrolment] = on({ handover }, [sop]);
    expect([enrolment!.startedOn, enrolment!.closed]).toEqual([ago(3), [0]]);
    const plan = buildPlan(
      planInput([customer({ handover, enrolments: [enrolment!], lastContactAt: daysAgo(4) })]),
    );
    expect(plan.items.map(({ subject }) => subject)).toEqual([`HANDOVER ${ago(3)} 1`]);
  });

  test('a key date, as many days before as the SOP says; the day before and the day are KEYDATE’s', () => {
    const keyDates = [
      { id: 'birthday', on: addDays(planOn, 6) },
      { id: 'wedding', on: addDays(planOn, 6) },
      { id: 'far', on: addDays(planOn, 40) },
    ];
    const sop = own('GIFT', { startsBy: 'keyDate', leadDays: 7, steps: [step(0), step(6), step(7)] });
    const found = on({ keyDates }, [sop]);
    expect(found.map(({ startedOn, closed }) => [startedOn, closed])).toEqual([[ago(1), [1, 2]]]);
    // The starter has nothing left to do by itself, but its words stand on the item.
    const starter = own('KEYDATE', { steps: [step(0), step(1)] });
    expect(names({ keyDates: [{ id: 'birthday', on: planOn }] }, [starter])).toEqual([]);
    const words = (on: string) =>
      standInWords(sopBankOf([starter], s), { kind: 'KEYDATE', subject: `birthday ${on}` }, planOn)?.title;
    expect([words(addDays(planOn, 1)), words(planOn)]).toEqual(['D0', 'D1']);
  });

  test('[R4] that a recommendation may be asked for: trust and orders, or a high score, not soon after the last one', () => {
    const sop = own('REFERRAL', { purpose: 'promo', steps: [step(0), step(7, { touchClass: 'promo' })] });
    const twice = bought(40, 2);
    const asks = { npsAt: null, npsScore: null, referralAt: null, surpriseAt: null, surpriseFenInYear: 0 };
    const of = (fields: Parameters<typeof customer>[0]) =>
      names({ trustStage: 'committed', ...fields }, [sop]);
    expect(of({ purchases: twice })).toContain(`REFERRAL ${ago(2)} referral`);
    expect(of({ asks: { ...asks, npsScore: 9, npsGivenOn: ago(3) } })).toEqual([
      `REFERRAL ${ago(3)} referral`,
    ]);
    expect(of({ asks: { ...asks, npsScore: 8, npsGivenOn: ago(3) } })).toEqual([]);
    expect(names({ trustStage: 'approved', purchases: twice }, [sop])).not.toContain(
      `REFERRAL ${ago(2)} referral`,
    );
    expect(of({ purchases: twice, asks: { ...asks, referralAt: daysAgo(30) } })).toEqual([
      `AFTERSALE ${ago(2)} order`,
    ]);
  });

  test('[R4] while the SOP leads up to the question, the question waits for its day', () => {
    const sop = own('REFERRAL', { purpose: 'promo', steps: [step(0), step(7, { touchClass: 'promo' })] });
    const kinds = (days: number) => {
      const who = customer({
        purchases: bought(90, days),
        lastContactAt: daysAgo(days + 1),
        closed: new Set(),
      });
      const enrolments = enrolmentsOf(who, planOn, sopBankOf([sop], s), s).filter(
        ({ code }) => code === 'REFERRAL',
      );
      const { items, hiddenCandidates } = buildPlan(planInput([{ ...who, enrolments }]));
      return [...items, ...hiddenCandidates].map(({ kind }) => kind);
    };
    expect(kinds(6)).not.toContain('REFERRAL');
    expect(kinds(6)).toContain('SOP_SOFT');
    expect(kinds(7)).toContain('REFERRAL');
  });
});

describe('[R8] the edition is pinned by the day on which somebody starts', () => {
  const first = own('A', { startsBy: 'order', steps: [step(0), step(5)] });
  const second = own('A', { startsBy: 'order', edition: 2, fromOn: ago(3), steps: [step(1)] });
  const offsets = (days: number, sops: SopRow[]) =>
    on({ purchases: bought(days) }, sops)
      .filter(({ code }) => code === 'A')
      .map(({ steps }) => steps.map(({ offsetDays }) => offsetDays));

  test('who began before stays on the former one; the list reads the words of that one', () => {
    expect(offsets(4, [second, first])).toEqual([[0, 5]]);
    expect(offsets(3, [first, second])).toEqual([[1]]);
    const bank = sopBankOf([first, second], s);
    expect(bank.wordsOf(`A ${ago(4)} 1`, undefined)?.title).toBe('D5');
    expect(bank.wordsOf(`A ${ago(3)} 0`, undefined)?.title).toBe('D1');
    expect(bank.longestDays).toBe(60);
  });
  test('an edition may start otherwise than the one before', () => {
    expect(offsets(2, [first, { ...second, startsBy: 'hand' }])).toEqual([]);
  });
  test('of two editions of one day the later one takes everybody in', () => {
    expect(offsets(3, [first, second, { ...second, edition: 3, steps: [step(2)] }])).toEqual([[2]]);
  });
  test('a new SOP is not for who was there before; a retired one takes nobody in, and goes on for who is on it', () => {
    expect(offsets(4, [{ ...first, fromOn: ago(3) }])).toEqual([]);
    const retired = { ...first, retiredAt: startOfDate(ago(2)) };
    expect([offsets(1, [retired]), offsets(2, [retired]), offsets(4, [retired])]).toEqual([
      [],
      [[0, 5]],
      [[0, 5]],
    ]);
  });
});

describe('[R8] what is written down about a customer and a SOP', () => {
  const sop = own('A', { startsBy: 'order' });
  const record = (fields: Partial<SopRecord>): SopRecord => ({
    code: 'A',
    startedOn: ago(1),
    isByHand: true,
    isLeft: false,
    ...fields,
  });

  test('begun by hand, on any SOP and edition; not before its day', () => {
    expect(names({ sopRecords: [record({})] }, [sop])).toEqual([`A ${ago(1)} hand`]);
    expect(names({ sopRecords: [record({ code: 'gone' })] }, [sop])).toEqual([]);
    expect(names({ sopRecords: [record({ startedOn: addDays(planOn, 1) })] }, [sop])).toEqual([]);
  });
  test('left: also one that began by itself, until something begins it anew', () => {
    const left = record({ startedOn: ago(4), isByHand: false, isLeft: true });
    const codes = (days: number) => names({ purchases: bought(days), sopRecords: [left] }, [sop]);
    expect(codes(4)).toEqual([`AFTERSALE ${ago(4)} order`]);
    expect(codes(2)).toContain(`A ${ago(2)} order`);
  });
  test('taken back, it runs as before, once', () => {
    const back = record({ startedOn: ago(4), isByHand: false });
    expect(
      names({ purchases: bought(4), sopRecords: [back] }, [sop]).filter((one) => one.startsWith('A ')),
    ).toEqual([`A ${ago(4)} order`]);
  });
  test('NEW-14 once more by hand does not take the steps of the first time for done', () => {
    const closed = new Set(['SOP_SOFT 0', 'SOP_SOFT 1']);
    const [again] = on({ closed, sopRecords: [record({ code: 'NEW-14' })] }, [own('NEW-14')]);
    expect(again!.closed).toEqual([]);
    const plan = buildPlan(planInput([customer({ enrolments: [again!], lastContactAt: daysAgo(9) })]));
    expect(plan.items.map(({ subject }) => subject)).toEqual([`NEW-14 ${ago(1)} 0`]);
  });
  test('of two rows of one enrolment the later one counts', () => {
    const row = { customerId: 'c', code: 'A', startedOn: planOn, byHand: true, leftAt: null };
    const facts = sopFacts([row, { ...row, leftAt: startOfDate(planOn) }]);
    expect(facts.get('c')).toEqual([{ code: 'A', startedOn: planOn, isByHand: true, isLeft: true }]);
  });
});
