/** Work on the card as items of the day (rules.md R5, B03, C04), and “why not?” page by page (R19). */
import { describe, expect, test } from 'vitest';
import { createRep, today, type Rep } from './rep.ts';

const hourMs = 3_600_000;
const complete = {
  addressAs: '赵姐',
  birthdayOn: '--03-30',
  city: '上海',
  jobTitle: '医生',
  source: 'order',
} as const;

function known(rep: Rep, name: string, fields: object = {}): string {
  const card = { name, tier: 'A', addedOn: '2025-01-01', ...complete, ...fields } as const;
  const { customerId } = rep.customer.create({ fields: card });
  rep.patrol.log(customerId, { outcome: 'nothing' });
  rep.touch.log(customerId, {
    kind: 'chat',
    touchClass: 'care',
    body: '',
    replied: true,
    happenedAt: new Date(rep.clock.now() - 24 * hourMs).toISOString(),
  });
  return customerId;
}

const fixes = (rep: Rep) => rep.plan.today().items.filter(({ kind }) => kind === 'CARD_FIX');
const open = (rep: Rep) => fixes(rep).filter(({ status }) => status === 'open');

describe('R5 CARD_FIX', () => {
  test('asks for one fact of an A card at a time, three cards a day, and never of the other tiers', () => {
    const rep = createRep();
    for (const name of ['赵一', '钱二', '孙三', '李四']) known(rep, name, { city: '', birthdayOn: null });
    known(rep, '周五', { tier: 'B', city: '' });
    known(rep, '吴六');
    known(rep, '郑七', { status: 'do_not_contact', city: '' });
    expect(fixes(rep)).toMatchObject(Array.from({ length: 3 }, () => ({ gap: 'birthday', minutes: 1 })));
    expect(rep.plan.hidden(['CARD_FIX'])).toMatchObject([{ gap: 'birthday', code: 'CARD_FIX_FULL' }]);
    // Whose card alone wants something is not due for a talk: that is what “why not?” says.
    expect(rep.plan.today().hidden).toContainEqual({ code: 'NOT_DUE', customers: 3 });
  });

  test('a birthday in the lunar calendar is one', () => {
    const rep = createRep();
    const customerId = known(rep, '赵一', { birthdayOn: null });
    expect(fixes(rep)).toMatchObject([{ gap: 'birthday' }]);
    rep.keyDate.create(customerId, {
      kind: 'birthday',
      label: '',
      calendar: 'lunar',
      month: 12,
      day: 5,
      isLeapMonth: false,
      year: null,
    });
    expect(open(rep)).toEqual([]);
  });

  test('what is filled in on the card is done, also on a started list; who skips it with an excuse is not asked again', () => {
    const rep = createRep();
    const first = known(rep, '赵一', { city: '' });
    known(rep, '钱二', { jobTitle: '' });
    rep.plan.start();
    expect(
      open(rep)
        .map(({ gap }) => gap)
        .sort(),
    ).toEqual(['city', 'job']);
    rep.customer.patch(first, { city: '杭州' });
    expect(
      fixes(rep)
        .map(({ gap, status }) => [gap, status])
        .sort(),
    ).toEqual([
      ['city', 'done'],
      ['job', 'open'],
    ]);
    rep.plan.skip(open(rep)[0]!.id, 'wrong_data');
    rep.clock.set('2026-03-11T01:00:00.000Z');
    expect(fixes(rep)).toEqual([]);
  });

  test('B03: a new friend of whom nobody said what they want is there until the three taps, overdue after 48 hours', () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '小陈', tier: 'N', addedOn: today } });
    const reasons = () => open(rep).map((item) => item.reasons.map(({ code }) => code));
    expect(open(rep)).toMatchObject([{ gap: 'triage' }]);
    expect(reasons()[0]).toEqual(['untriaged', 'tier', 'neverTouched']);
    rep.clock.pass(72 * hourMs);
    expect(reasons()[0]).toEqual(['untriaged', 'overdueDays', 'tier']);
    rep.triage.save(customerId, {
      intent: 2,
      cue: 'genuine',
      source: 'order',
      intentProduct: '',
      intentBasis: null,
      intentNote: '',
    });
    expect(open(rep)).toEqual([]);
  });
});

describe('R19 “why not?”', () => {
  test('comes in pages, is searched by name, text and the words of the page, and counts the reasons', async () => {
    const rep = createRep();
    for (const name of ['李娜', '李强', 'Anna', '王五']) known(rep, name, { tier: 'C' });
    known(rep, '赵六', { tier: 'C', status: 'do_not_contact' });
    const all = await rep.plan.hiddenPage();
    expect(all).toMatchObject({
      all: 5,
      found: 5,
      codes: [
        { code: 'NOT_DUE', lines: 4, customers: 4 },
        { code: 'DO_NOT_CONTACT', lines: 1, names: ['赵六'] },
      ],
    });
    expect(all.codes[0]!.names).toHaveLength(3);
    const turned = [
      ...(await rep.plan.hiddenPage({ limit: 2 })).lines,
      ...(await rep.plan.hiddenPage({ offset: 2, limit: 2 })).lines,
      ...(await rep.plan.hiddenPage({ offset: 4, limit: 2 })).lines,
    ];
    expect(turned).toEqual(all.lines);
    const word = { text: '', kinds: [], gaps: [], codes: [] };
    const names = async (query: Parameters<typeof rep.plan.hiddenPage>[0]) =>
      (await rep.plan.hiddenPage(query)).lines.map(({ name }) => name).sort();
    expect(await names({ words: [{ ...word, text: '李' }] })).toEqual(['李娜', '李强']);
    expect(await names({ words: [{ ...word, text: 'anna' }] })).toEqual(['Anna']);
    expect(await names({ words: [{ ...word, text: '勿扰', codes: ['DO_NOT_CONTACT'] }] })).toEqual(['赵六']);
    const narrow = await rep.plan.hiddenPage({ words: [{ ...word, text: '李' }], code: 'DO_NOT_CONTACT' });
    expect(narrow).toMatchObject({ all: 5, found: 0, lines: [], codes: [{ code: 'NOT_DUE', lines: 2 }] });
  });
});
