import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRep, type Rep } from './rep.ts';

const create = (
  rep: Rep,
  name: string,
  more: Omit<Parameters<Rep['customer']['create']>[0], 'fields'> & {
    nickname?: string;
    company?: string;
  } = {},
) => {
  const { nickname = '', company = '', ...rest } = more;
  return rep.customer.create({ fields: { name, nickname, company }, ...rest }).customerId;
};
const namesOf = (rep: Rep, text: string) => rep.search.find(text, 20).customers.map((found) => found.name);
const bodiesOf = (rep: Rep, text: string) => rep.search.find(text, 20).entries.map((entry) => entry.hit.text);
const marked = ({ text, marks }: { text: string; marks: readonly { from: number; to: number }[] }) =>
  marks.map(({ from, to }) => text.slice(from, to));

describe('R18: names', () => {
  test('characters, pinyin, initials, and all of them mixed', () => {
    const rep = createRep();
    create(rep, '张晓芳');
    create(rep, '王姐');
    create(rep, '单雄信');
    create(rep, 'Peter 陈');
    for (const text of [
      '张晓',
      '晓芳',
      'zhangxiao',
      'zhang xiao',
      'zxf',
      'zhangx',
      'zxfang',
      'zh晓f',
      '张xf',
      'ZHANGX',
    ]) {
      expect(namesOf(rep, text), text).toEqual(['张晓芳']);
    }
    expect(namesOf(rep, 'wang姐')).toEqual(['王姐']);
    expect(namesOf(rep, 'w姐')).toEqual(['王姐']);
    expect(namesOf(rep, 'shanx')).toEqual(['单雄信']);
    expect(namesOf(rep, 'peterc')).toEqual(['Peter 陈']);
    for (const text of ['zhangq', 'zxm', '张f晓', 'aobie', 'angxiao姐'])
      expect(namesOf(rep, text), text).toEqual([]);
  });

  test('nickname, company, tag, WeChat id and the end of a phone, each with the reason', () => {
    const rep = createRep();
    create(rep, '李雷', {
      nickname: '大刘',
      company: '远景设计',
      wechat: 'Lilei_88',
      phone: '13800138000',
      tags: ['爱旅行'],
    });
    const reason = (text: string) => {
      const [found] = rep.search.find(text, 5).customers;
      return found && [found.field, found.hit.text, ...marked(found.hit)];
    };
    expect(reason('大刘')).toEqual(['nickname', '大刘', '大刘']);
    expect(reason('远景')).toEqual(['company', '远景设计', '远景']);
    expect(reason('旅行')).toEqual(['tag', '爱旅行', '旅行']);
    expect(reason('Lei_8')).toEqual(['wechat', '…lei_8…', 'lei_8']);
    expect(JSON.stringify(rep.search.find('lei_8', 5))).not.toMatch(/lilei/i);
    expect(reason('8000')).toEqual(['phone', '…8000', '8000']);
    expect(reason('李雷 旅行')?.[0]).toBe('tag');
    expect(reason('李雷 正畸')).toBeUndefined();
    expect(reason('138001')).toBeUndefined();
  });

  test('the whole name comes before its beginning, names before companies and tags, deleted ones not at all', () => {
    const rep = createRep();
    create(rep, '林静', { tags: ['王府井'] });
    create(rep, '赵敏', { company: '王府' });
    create(rep, '老王府');
    create(rep, '王府井');
    create(rep, '王府');
    rep.customer.delete(create(rep, '王府'));
    expect(namesOf(rep, '王府')).toEqual(['王府', '王府井', '老王府', '赵敏', '林静']);
  });

  test('follows every change of what names a customer', () => {
    const rep = createRep();
    const id = create(rep, '张晓芳');
    const tag = rep.tag.add(id, '老客户');
    expect(namesOf(rep, '老客')).toEqual(['张晓芳']);
    rep.tag.remove(tag.id);
    rep.customer.patch(id, { name: '章小方' });
    expect(namesOf(rep, '老客')).toEqual([]);
    expect(namesOf(rep, '晓芳')).toEqual([]);
    expect(namesOf(rep, 'zhang小')).toEqual(['章小方']);
  });
});

describe('R18: any two characters of what was written', () => {
  test('notes, touches, moments, promises, orders, deals and the remark, newest first, the word marked', () => {
    const rep = createRep();
    const customerId = create(rep, '张伟');
    rep.note.create(customerId, '女儿想做正畸，周末有空');
    rep.clock.pass(60_000);
    rep.touch.log(customerId, { kind: 'chat', touchClass: 'care', body: '聊了正畸的价格', replied: null });
    rep.clock.pass(60_000);
    rep.moment.log(customerId, {
      kind: 'family',
      body: '晒了正畸对比照',
      postedAt: '2026-03-10T01:01:30.000Z',
      liked: false,
    });
    rep.promise.create(customerId, { body: '发正畸案例', dueAt: '2026-03-11T01:00:00.000Z' });
    rep.customer.patch(customerId, { remark: '怕正畸疼' });
    rep.context.pulled('customer_order', {
      scopeId: rep.context.bookId,
      customerId,
      product: '正畸初诊',
      quantity: 1,
      paidFen: 100,
      marginFen: 0,
      orderedOn: '2025-12-01',
    });
    rep.deal.create(customerId, {
      product: '正畸全程',
      amountFen: 2_800_000,
      marginFen: null,
      stage: 'shown',
      expectedOn: null,
    });
    const { entries } = rep.search.find('正畸', 20);
    expect(new Set(entries.map((entry) => entry.entity))).toEqual(
      new Set(['note', 'touch', 'moment', 'promise', 'customer', 'customer_order', 'deal']),
    );
    expect(entries.at(-1)!.entity).toBe('customer_order');
    expect(entries.map((entry) => entry.customerName)).toContain('张伟');
    for (const { hit } of entries) expect(marked(hit)).toEqual(['正畸']);
    for (const text of ['正', '畸', '女儿', '空', 'HU', '末有 女儿']) {
      expect(bodiesOf(rep, text).length > 0, text).toBe(text !== 'HU');
    }
  });

  test('what is typed is text: quotes, stars and operators mean nothing', () => {
    const rep = createRep();
    const customerId = create(rep, '张伟');
    rep.note.create(customerId, '说 "不要 NEAR 太近" OR 别的*');
    rep.note.create(customerId, '无关的一条');
    for (const text of ['"不要', 'NEAR', '别的*', 'OR 别', '*', '"', 'near', '(', '不要"', "'", '%', '_']) {
      const found = bodiesOf(rep, text);
      expect(
        found.some((body) => body.startsWith('无关')),
        text,
      ).toBe(false);
    }
    expect(bodiesOf(rep, 'NEAR')).toHaveLength(1);
    expect(bodiesOf(rep, '别的*')).toHaveLength(1);
    expect(bodiesOf(rep, 'grams:不要')).toEqual([]);
  });

  test('a deleted entry, and one that was put back', () => {
    const rep = createRep();
    const customerId = create(rep, '张伟');
    const { id } = rep.note.create(customerId, '女儿考上重点高中');
    expect(bodiesOf(rep, '高中')).toHaveLength(1);
    rep.note.delete(id);
    expect(bodiesOf(rep, '高中')).toHaveLength(0);
    expect(rep.count('text_entry')).toBe(0);
    rep.note.restore(id);
    expect(bodiesOf(rep, '高中')).toHaveLength(1);
    rep.customer.delete(customerId);
    expect(bodiesOf(rep, '高中')).toHaveLength(0);
  });

  test('nothing is taken in during the first download', () => {
    const rep = createRep();
    const customerId = create(rep, '张伟');
    rep.context.db.raw(`DELETE FROM meta WHERE key = 'first_download_at'`);
    rep.note.create(customerId, '女儿考上重点高中');
    expect(rep.search.find('高中', 5)).toMatchObject({ entries: [], waiting: 1 });
    expect(rep.count('text_entry')).toBe(0);
  });

  test('every pair of characters of any text finds it, with a mark that reads the same', () => {
    const rep = createRep();
    const customerId = create(rep, '张伟');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 60 }), fc.nat(), (body, at) => {
        const characters = Array.from(body.normalize('NFKC').toLowerCase().replace(/\s+/g, ''));
        const from = characters.length < 2 ? 0 : at % (characters.length - 1);
        const pair = characters.slice(from, from + 2).join('');
        if (!/^[\p{L}\p{N}]{2}$/u.test(pair) || /ü/.test(pair) || pair.normalize('NFKC') !== pair) return;
        const { id } = rep.note.create(customerId, `甲${body}`);
        const hit = rep.search.find(pair, 50).entries.find((entry) => entry.id === id);
        rep.note.delete(id);
        expect(hit, `${JSON.stringify(body)} by ${JSON.stringify(pair)}`).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});

describe('the search box of the list', () => {
  const sort = { by: 'name', direction: 'asc' } as const;
  const found = (rep: Rep, search: string, more: { deleted?: boolean } = {}) =>
    rep.customer
      .list({ search, ...more }, sort)
      .lines.map(({ name, hit }) => [name, hit?.field, hit?.text, ...marked(hit ?? { text: '', marks: [] })]);

  test('finds what the palette finds, and says why under the name', () => {
    const rep = createRep();
    const ids = ['李雷', '王芳', '周岚'].map((name) => create(rep, name));
    create(rep, '陈晨', { wechat: 'chen_2020', tags: ['爱旅行'], phone: '13800138000' });
    rep.note.create(ids[0]!, '担心甲醛超标，想做正畸');
    rep.promise.create(ids[1]!, { body: '周五发甲醛检测报告', dueAt: '2026-03-13T10:00:00.000Z' });
    rep.customer.patch(ids[2]!, { remark: '对甲醛过敏' });
    expect(found(rep, '甲醛')).toEqual([
      ['李雷', 'note', '担心甲醛超标，想做正畸', '甲醛'],
      ['王芳', 'promise', '周五发甲醛检测报告', '甲醛'],
      ['周岚', 'customer', '对甲醛过敏', '甲醛'],
    ]);
    expect(found(rep, '甲醛 正畸').map(([name]) => name)).toEqual(['李雷']);
    expect(found(rep, 'chen_2')[0]!.slice(0, 2)).toEqual(['陈晨', 'wechat']);
    expect(found(rep, '旅行')[0]).toEqual(['陈晨', 'tag', '爱旅行', '旅行']);
    expect(found(rep, '8000')[0]).toEqual(['陈晨', 'phone', '…8000', '8000']);
    expect(found(rep, 'wf')[0]!.slice(0, 2)).toEqual(['王芳', 'name']);
    for (const text of ['甲醛', 'chen', 'ch晨', '旅行', '8000', 'll', '超标', '检测报告', '李', '%', "'"]) {
      const { customers, entries } = rep.search.find(text, 50);
      const palette = new Set([...customers.map(({ id }) => id), ...entries.map((each) => each.customerId)]);
      const listed = new Set(rep.customer.list({ search: text }, sort).lines.map(({ id }) => id));
      expect(listed, text).toEqual(palette);
    }
    expect(rep.customer.list({}, sort).lines.every(({ hit }) => hit === null)).toBe(true);
  });

  test('what was taken away is not found; among deleted customers it is', () => {
    const rep = createRep();
    const id = create(rep, '李雷');
    const note = rep.note.create(id, '担心甲醛');
    rep.note.create(id, '想做正畸');
    rep.note.delete(note.id);
    expect(found(rep, '甲醛')).toEqual([]);
    rep.customer.delete(id);
    expect(found(rep, '正畸')).toEqual([]);
    expect(found(rep, '正畸', { deleted: true }).map(([name]) => name)).toEqual(['李雷']);
  });
});
