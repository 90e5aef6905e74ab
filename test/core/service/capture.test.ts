import { describe, expect, test } from 'vitest';
import type { ProposalTargetInput, TalkPreview } from '#shared/contract/capture.ts';
import { createRep, today, type Rep } from './rep.ts';

// The rep's day is Tuesday 2026-03-10, 09:00 in Shanghai; the rep is 王小明.
const mailed = `林悦 和 阿明 在微信上的聊天记录如下，请查收。

—————  2026-03-09  —————


林悦  14:02

这款多少钱？就怕甲醛

阿明  14:03

明天上午把检测报告发您

林悦  14:05

[图片]

林悦  14:06

女儿生日农历八月十五，喜欢钢琴
`;
const more = `${mailed}
阿明  15:10

好的
`;

function setUp() {
  const rep = createRep();
  const { customerId } = rep.customer.create({ fields: { name: '林悦', addressAs: '悦姐' } });
  const preview = (text: string, roles = {}) => rep.capture.preview(customerId, text, roles)!;
  const bodies = () =>
    rep.timeline
      .list(customerId, undefined, 50)
      .entries.map((entry) => (entry.type === 'note' ? entry.body : ''));
  return { rep, customerId, preview, bodies };
}

/** Keeps what is ticked: by default every message. */
function save(
  rep: Rep,
  customerId: string,
  preview: TalkPreview,
  proposals: readonly ProposalTargetInput[] = [],
) {
  const messages = preview.messages.map((message) => ({ ...message, role: message.role ?? 'other' }));
  return rep.capture.save(customerId, messages, proposals).receipt;
}
const heldOf = ({ messages }: TalkPreview) => messages.map(({ held }) => held);
const targetsOf = ({ proposals }: Pick<TalkPreview, 'proposals'>) => proposals.map(({ what }) => what.target);

describe('a pasted talk', () => {
  test('nothing is written by looking at it', () => {
    const { rep, preview } = setUp();
    expect(preview(mailed).messages).toHaveLength(4);
    expect(rep.mutations()).toEqual(['customer.create']);
  });

  test('of two speakers the second follows from the first, and what is said once is remembered for this customer', () => {
    const { rep, customerId, preview } = setUp();
    expect(preview(mailed).speakers).toEqual([
      { name: '林悦', role: 'customer', messages: 3 },
      { name: '阿明', role: 'me', messages: 1 },
    ]);
    const renamed = mailed.replaceAll('林悦', '🌸悦');
    expect(preview(renamed).speakers.map(({ role }) => role)).toEqual([null, null]);
    const told = preview(renamed, { '🌸悦': 'customer' });
    expect(told.speakers.map(({ role }) => role)).toEqual(['customer', 'me']);
    save(rep, customerId, told);
    expect(preview(renamed).speakers.map(({ role }) => role)).toEqual(['customer', 'me']);
    const other = rep.customer.create({ fields: { name: '周岚' } }).customerId;
    expect(rep.capture.preview(other, renamed, {})!.speakers.map(({ role }) => role)).toEqual([null, null]);
  });

  test('two people of one name are told apart by who speaks from where on, once for this customer', () => {
    const { rep, customerId } = setUp();
    const same = mailed.replaceAll('林悦', '小明').replaceAll('阿明', '小明');
    const look = (text: string, roles = {}, turns = {}) =>
      rep.capture.preview(customerId, text, roles, turns)!;
    expect(look(same).speakers).toEqual([{ name: '小明', role: 'several', messages: 4 }]);
    expect(look(same).messages.map(({ role }) => role)).toEqual([null, null, null, null]);
    const told = look(same, {}, { 0: 'customer', 1: 'me', 2: 'customer' });
    expect(told.messages.map(({ role }) => role)).toEqual(['customer', 'me', 'customer', 'customer']);
    expect(told.proposals.find(({ what }) => what.target === 'promise')!.message).toBe(1);
    save(rep, customerId, told);
    // Without the first line that says it, and with one message more.
    const again = look(`${same.slice(same.indexOf('—'))}\n小明  15:10\n\n好的\n`, {}, { 4: 'me' });
    expect(again.speakers[0]!.role).toBe('several');
    expect(heldOf(again)).toEqual([true, true, true, true, false]);
    expect(again.messages[4]!.role).toBe('me');
    // In a talk without a first line the person says so.
    const other = rep.customer.create({ fields: { name: '小明' } }).customerId;
    const plain = same.slice(same.indexOf('—'));
    expect(rep.capture.preview(other, plain, {})!.speakers[0]!.role).toBe('customer');
    expect(
      rep.capture.preview(other, plain, { 小明: 'several' }, { 1: 'me' })!.messages.map(({ role }) => role),
    ).toEqual([null, 'me', 'me', 'me']);
  });

  test('somebody known by role alone gets the name, and the undo takes it back', () => {
    const { rep, customerId } = setUp();
    const { id } = rep.relation.create(customerId, { role: '闺女', name: '', remark: '' });
    const { proposals } = rep.capture.read(customerId, '女儿小雨八岁，老公叫陈刚', false);
    const people = proposals.flatMap(({ what }) => (what.target === 'relation' ? [what] : []));
    expect(people).toEqual([
      { target: 'relation', role: '女儿', name: '小雨', remark: '八岁（2026-03）' },
      { target: 'relation', role: '老公', name: '陈刚', remark: '' },
    ]);
    const { receipt } = rep.capture.save(customerId, [], people);
    const around = () =>
      rep.customer
        .get(customerId)
        .relations.map(({ role, name, remark }) => [role, name, remark].join(' '))
        .sort();
    expect(around()).toEqual(['老公 陈刚 ', '闺女 小雨 八岁（2026-03）']);
    expect(
      rep.capture
        .read(customerId, '女儿小雨八岁，老公叫陈刚', false)
        .proposals.map(({ what }) => what.target),
    ).not.toContain('relation');
    rep.capture.undo(customerId, receipt);
    expect(around()).toEqual(['闺女  ']);
    rep.relation.delete(id);
  });

  test('is one note a day of talk, in one mutation, at the time of its last message', () => {
    const { rep, customerId, preview, bodies } = setUp();
    expect(save(rep, customerId, preview(mailed))).toMatchObject({ notes: 1, messages: 4, proposals: 0 });
    expect(rep.mutations()).toEqual(['customer.create', 'capture.save']);
    expect(rep.timeline.list(customerId, undefined, 9).entries[0]).toMatchObject({
      type: 'note',
      at: '2026-03-09T06:06:00.000Z',
      own: true,
      pending: true,
    });
    expect(bodies()[0]).toBe(
      [
        '【聊天记录】2026-03-09',
        '14:02 ← 林悦',
        '  这款多少钱？就怕甲醛',
        '14:03 → 阿明',
        '  明天上午把检测报告发您',
        '14:05 ← 林悦',
        '  [图片]',
        '14:06 ← 林悦',
        '  女儿生日农历八月十五，喜欢钢琴',
      ].join('\n'),
    );
  });

  test('a second time adds nothing, an overlap adds what is new', () => {
    const { rep, customerId, preview } = setUp();
    save(rep, customerId, preview(mailed));
    expect(heldOf(preview(mailed))).toEqual([true, true, true, true]);
    expect(save(rep, customerId, preview(mailed))).toMatchObject({ notes: 0, messages: 0, rows: [] });
    expect(rep.mutations()).toEqual(['customer.create', 'capture.save']);
    expect(heldOf(preview(more))).toEqual([true, true, true, true, false]);
    expect(save(rep, customerId, preview(more))).toMatchObject({ notes: 1, messages: 1 });
    expect(rep.count(`note WHERE deleted_at IS NULL`)).toBe(2);
  });

  test('another customer holds none of it', () => {
    const { rep, customerId, preview } = setUp();
    save(rep, customerId, preview(mailed));
    const other = rep.customer.create({ fields: { name: '周岚' } }).customerId;
    expect(heldOf(rep.capture.preview(other, mailed, {})!)).not.toContain(true);
  });

  test('a save is taken back whole in one mutation, and can be made again', () => {
    const { rep, customerId, preview } = setUp();
    const seen = preview(mailed);
    const receipt = save(
      rep,
      customerId,
      seen,
      seen.proposals.map(({ what }) => what),
    );
    expect(rep.customer.get(customerId).remark).toContain('女儿');
    rep.capture.undo(customerId, receipt);
    expect(rep.mutations()).toEqual(['customer.create', 'capture.save', 'capture.undo']);
    const card = rep.customer.get(customerId);
    expect([card.promises, card.keyDates, card.remark]).toEqual([[], [], '']);
    for (const table of ['note', 'need', 'interest', 'promise', 'key_date'])
      expect([table, rep.count(`${table} WHERE deleted_at IS NULL`)]).toEqual([table, 0]);
    expect(heldOf(preview(mailed))).not.toContain(true);
    expect(save(rep, customerId, preview(mailed)).messages).toBe(4);
  });

  test('what was written into the remark since stays when a save is taken back', () => {
    const { rep, customerId, preview } = setUp();
    rep.customer.patch(customerId, { remark: '怕吵' });
    const receipt = save(rep, customerId, preview(mailed), [{ target: 'remark', text: '女儿八岁' }]);
    expect(rep.customer.get(customerId).remark).toBe('怕吵\n女儿八岁');
    rep.customer.patch(customerId, { remark: '怕吵\n女儿八岁\n周末在家' });
    rep.capture.undo(customerId, receipt);
    expect(rep.customer.get(customerId).remark).toBe('怕吵\n周末在家');
  });

  test('rows of another customer are not taken back with a made-up receipt', () => {
    const { rep, customerId } = setUp();
    const other = rep.customer.create({ fields: { name: '周岚' } }).customerId;
    const { id } = rep.note.create(other, '她的记录');
    const rows = [
      { entity: 'note', id },
      { entity: 'customer', id: other },
      { entity: 'plan', id },
    ];
    rep.capture.undo(customerId, { notes: 1, messages: 0, proposals: 0, rows, remark: '', people: [] });
    expect(rep.count(`note WHERE deleted_at IS NULL`)).toBe(1);
    expect(rep.customer.get(other).deletedAt).toBeNull();
  });

  test('of a former owner’s talk the “me” is a colleague', () => {
    const { rep, customerId, preview } = setUp();
    rep.context.pulled('note', {
      scopeId: rep.context.bookId,
      customerId,
      body: '【聊天记录】2026-03-01\n10:00 → 老陈\n  您好\n10:01 ← 阿丽\n  你好',
      happenedAt: '2026-03-01T02:01:00.000Z',
      origin: 'import',
      createdBy: '0190aaaa-0000-7000-8000-000000000001',
    });
    const text = '老陈 2026/03/02 10:00\n在吗\n\n阿丽 2026/03/02 10:01\n在';
    expect(preview(text).speakers.map(({ role }) => role)).toEqual(['other', 'customer']);
  });

  test('a comment takes its words from the rep’s own notes, not from a talk that was pasted', () => {
    const { rep, customerId, preview } = setUp();
    rep.clock.set('2026-03-08T01:00:00.000Z');
    rep.note.create(customerId, '小雨要考级');
    rep.clock.set('2026-03-10T01:00:00.000Z');
    save(rep, customerId, preview(mailed));
    const { id: momentId } = rep.moment.log(customerId, {
      kind: 'family',
      body: '周末练琴',
      postedAt: '2026-03-10T00:30:00.000Z',
      liked: false,
    });
    const words = rep.comment.writer(momentId).hints.map(({ text }) => text);
    expect(words).toContain('小雨');
    expect(words).not.toContain('聊天');
  });

  test('an ordinary text is no talk; a text that is too long is cut, and says so', () => {
    const { rep, customerId, preview } = setUp();
    expect(rep.capture.preview(customerId, '聊了半小时，下周三再约', {})).toBeNull();
    const long = Array.from(
      { length: 20_000 },
      (_, at) =>
        `林悦  ${10 + Math.floor(at / 2_500)}:${String(Math.floor(at / 45) % 60).padStart(2, '0')}\n\n第${at}句\n`,
    );
    const cut = preview(`—————  2026-03-09  —————\n\n${long.join('\n')}`);
    expect(cut.isCut).toBe(true);
    expect(cut.messages.length).toBeGreaterThan(5_000);
  });
});

describe('proposals', () => {
  test('come with their source, and a ticked one is on the card', () => {
    const { rep, customerId, preview } = setUp();
    const seen = preview(mailed);
    expect(seen.proposals.map(({ what, message }) => [what.target, message])).toEqual([
      ['need', 0],
      ['need', 0],
      ['promise', 1],
      ['key_date', 3],
      ['relation', 3],
      ['interest', 3],
      ['remark', 3],
    ]);
    for (const { quote, message } of seen.proposals) expect(seen.messages[message!]!.text).toContain(quote);
    save(
      rep,
      customerId,
      seen,
      seen.proposals.map(({ what }) => what),
    );
    const card = rep.customer.get(customerId);
    // 明天上午 said on the ninth.
    expect(card.promises.map(({ body, dueAt }) => [body, dueAt])).toEqual([
      ['明天上午把检测报告发您', '2026-03-10T04:00:00.000Z'],
    ]);
    expect(card.keyDates).toMatchObject([
      { kind: 'birthday', label: '女儿', calendar: 'lunar', month: 8, day: 15 },
    ]);
    expect(card.remark).toBe('女儿生日农历八月十五，喜欢钢琴');
    expect(rep.count(`need WHERE body = '这款多少钱？' OR body = '就怕甲醛'`)).toBeGreaterThan(0);
    expect(
      rep.count(`interest WHERE topic = '钢琴' AND seen_at = '2026-03-09T06:06:00.000Z' AND origin = 'note'`),
    ).toBe(1);
    // What the card has is not proposed again, and not written twice.
    expect(preview(mailed).proposals).toEqual([]);
    save(
      rep,
      customerId,
      preview(mailed),
      seen.proposals.map(({ what }) => what),
    );
    expect(rep.mutations().filter((name) => name === 'capture.save')).toHaveLength(1);
  });

  test('nothing that is not ticked is saved', () => {
    const { rep, customerId, preview } = setUp();
    save(rep, customerId, preview(mailed), []);
    for (const table of ['need', 'interest', 'promise', 'key_date', 'customer_tag', 'contact_point'])
      expect([table, rep.count(table)]).toEqual([table, 0]);
    expect(rep.customer.get(customerId).remark).toBe('');
  });

  test('of a note under way: the score of R10 with its parts, tags of the company, products that were bought', () => {
    const { rep, customerId } = setUp();
    rep.context.pulled('tag', {
      scopeId: rep.context.companyScopeId,
      name: '钢琴',
      groupName: '兴趣',
      ordinal: 1,
    });
    rep.context.pulled('customer_order', {
      scopeId: rep.context.bookId,
      customerId,
      product: '静音钢琴垫',
      quantity: 1,
      paidFen: 100,
      marginFen: 1,
      orderedOn: today,
    });
    const read = rep.capture.read(customerId, '问静音钢琴垫，电话13800138000', false);
    expect(read.quality).toBe(55);
    expect(read.points).toMatchObject({ fact: 25, concern: 20, nextStep: 0, length: 10 });
    expect(targetsOf(read).toSorted()).toEqual(['contact_point', 'interest', 'tag']);
    rep.tag.add(customerId, '钢琴');
    rep.contactPoint.add(customerId, { kind: 'phone', value: '+86 138-0013-8000', label: '' });
    expect(targetsOf(rep.capture.read(customerId, '问静音钢琴垫，电话13800138000', false))).toEqual([
      'interest',
    ]);
  });

  test('a note and its ticked proposals are one mutation; a promise answers the one question', () => {
    const { rep, customerId } = setUp();
    const body = '后天给她回电话';
    const { proposals } = rep.capture.read(customerId, body, false);
    const promise = proposals.map(({ what }) => what).filter(({ target }) => target === 'promise');
    expect(promise).toHaveLength(1);
    const saved = rep.capture.save(customerId, [], promise, { body });
    expect(saved.asks).toBe(false);
    expect(rep.mutations()).toEqual(['customer.create', 'capture.save']);
    expect(rep.customer.get(customerId).promises.map((one) => one.dueAt)).toEqual([
      '2026-03-12T10:00:00.000Z',
    ]);
    rep.capture.undo(customerId, saved.receipt);
    expect(rep.count(`note WHERE deleted_at IS NULL`)).toBe(0);
    expect(rep.capture.save(customerId, [], [], { body: '聊过' }).asks).toBe(true);
  });

  test('a remark that is full keeps what it has', () => {
    const { rep, customerId } = setUp();
    rep.customer.patch(customerId, { remark: '字'.repeat(4_999) });
    const { receipt } = rep.capture.save(customerId, [], [{ target: 'remark', text: '女儿八岁' }]);
    expect(receipt.remark).toBe('');
    expect(rep.customer.get(customerId).remark).toHaveLength(4_999);
  });
});
