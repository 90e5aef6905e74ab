import { describe, expect, test } from 'vitest';
import { book, cards, choice, fileOf, hold, notesOf, previewOf, run } from './import-fixture.ts';
import { createRep, type Rep } from './rep.ts';

describe('an import', () => {
  test('makes cards with contact points, tags and notes, tier C, added today', async () => {
    const rep = createRep();
    const tagId = rep.context.pulled('tag', {
      scopeId: rep.context.companyScopeId,
      name: '钢琴',
      groupName: '',
      ordinal: 0,
    });
    const result = await run(rep, book);
    expect(result).toMatchObject({
      fileName: '客户.csv',
      counts: { new: 2, same: 0, changed: 0, bad: 0 },
      undoneAt: null,
    });
    const [lilei, wxm] = cards(rep);
    expect(wxm).toMatchObject({
      name: '王小明',
      tier: 'C',
      addedOn: '2026-03-10',
      company: '星光钢琴',
      source: 'referral',
      remark: '',
      tags: [{ name: '钢琴', tagId }],
      pending: true,
    });
    expect(wxm!.contactPoints.map(({ kind, value }) => [kind, value])).toEqual([
      ['phone', '138 0013 8000'],
      ['wechat', 'wxm_1'],
    ]);
    expect(notesOf(rep, wxm!.id)).toEqual(['女儿八级']);
    expect(lilei).toMatchObject({ source: 'unknown', remark: '来源: 春季展会' });
    expect(rep.mutations()).toEqual(['import.run']);
  });

  test('the pictures of an address book are left out, and told before anything else happens', async () => {
    const card = (name: string, more: string) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\n${more}END:VCARD\r\n`;
    const photo = 'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n';
    const inspect = (text: string) => createRep().import.inspect(fileOf(text, 'x.vcf'));
    expect(await inspect(card('王小明', photo) + card('李雷', photo))).toMatchObject({ pictures: 2 });
    expect(await inspect(card('王小明', ''))).toMatchObject({ pictures: 0 });
  });

  test('[B15] platform and campaign of the source arrive on a new card, and fill one that is silent', async () => {
    const rep = createRep();
    await run(rep, '姓名,手机,来源\n王小明,13800138000,抖音春季投放\n李雷,13900139000,小红书\n');
    const parts = () =>
      cards(rep).map(({ source, sourcePlatform, sourceCampaign, remark }) => [
        source,
        sourcePlatform,
        sourceCampaign,
        remark,
      ]);
    const wanted = [
      ['content', '小红书', '', ''],
      ['paid', '抖音', '春季投放', ''],
    ];
    expect(parts().sort()).toEqual(wanted);
    const again = '姓名,手机,来源\n王小明,13800138000,抖音秋季投放\n李雷,13900139000,小红书达人\n';
    await run(rep, again);
    expect(parts().sort()).toEqual([['content', '小红书', '达人', ''], wanted[1]]);
    const wang = cards(rep).find(({ name }) => name === '王小明')!;
    expect(notesOf(rep, wang.id)).toEqual(['来源: 抖音秋季投放']);
    expect((await previewOf(rep, again)).counts).toMatchObject({ same: 2, changed: 0 });
  });

  test('a tier that is none of ours becomes a tag and is told; one that differs from the card is noted', async () => {
    const rep = createRep();
    const text =
      '姓名,手机,层级\n王小明,13800138000,VIP\n李雷,13900139000,a级\n韩梅,13700137000,VIP\n周周,13600136000,金牌客户\n';
    const preview = await previewOf(rep, text);
    expect(preview.tierWords).toEqual([
      { word: 'VIP', rows: 2 },
      { word: '金牌客户', rows: 1 },
    ]);
    await run(rep, text);
    const facts = () =>
      Object.fromEntries(
        cards(rep).map(({ name, tier, tags }) => [name, [tier, ...tags.map((tag) => tag.name)]]),
      );
    expect(facts()).toEqual({
      王小明: ['C', 'VIP'],
      李雷: ['A'],
      韩梅: ['C', 'VIP'],
      周周: ['C', '金牌客户'],
    });
    expect((await previewOf(rep, text)).counts).toMatchObject({ same: 4 });
    const other = '姓名,手机,层级\n李雷,13900139000,B\n王小明,13800138000,黑卡\n';
    expect((await previewOf(rep, other)).counts).toMatchObject({ changed: 2, same: 0 });
    await run(rep, other);
    expect(facts()).toMatchObject({ 李雷: ['A'], 王小明: ['C', 'VIP', '黑卡'] });
    expect(notesOf(rep, cards(rep).find(({ name }) => name === '李雷')!.id)).toEqual(['层级: B']);
    expect((await previewOf(rep, other)).counts).toMatchObject({ same: 2 });
  });

  test('done twice adds nothing the second time', async () => {
    const rep = createRep();
    await run(rep, book);
    const before = cards(rep);
    const [writes, runs] = [rep.count('outbox_write'), rep.import.runs().length];
    const again = await run(rep, book);
    expect(again.counts).toEqual({ new: 0, same: 2, changed: 0, bad: 0 });
    expect(cards(rep)).toEqual(before);
    expect([rep.count('outbox_write'), rep.import.runs().length]).toEqual([writes, runs + 1]);
  });

  test('fills what is empty, adds what is missing and keeps a differing value as a note, never over the card', async () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({
      fields: { name: '王小明', company: '旧公司', city: '杭州' },
      phone: '+86 138-0013-8000',
      tags: ['老同学'],
    });
    const preview = await previewOf(rep, book);
    expect(preview.counts).toEqual({ new: 1, same: 0, changed: 1, deleted: 0, bad: 0 });
    expect(preview.rows[0]).toMatchObject({
      name: '王小明',
      outcome: 'changed',
      changes: ['source', 'wechat', 'tag', 'note'],
    });
    expect(rep.mutations()).toEqual(['customer.create']);
    await run(rep, book);
    const card = rep.customer.get(customerId);
    expect(card).toMatchObject({ company: '旧公司', city: '杭州', source: 'referral', tier: 'N' });
    expect(card.contactPoints.map(({ value }) => value)).toEqual(['+86 138-0013-8000', 'wxm_1']);
    expect(card.tags.map(({ name }) => name)).toEqual(['老同学', '钢琴']);
    expect(notesOf(rep, customerId).sort()).toEqual(['公司: 星光钢琴', '女儿八级']);
    expect((await run(rep, book)).counts).toEqual({ new: 0, same: 2, changed: 0, bad: 0 });
  });

  test('a differing value that was noted once is not noted again when the other one has been taken over', async () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({
      fields: { name: '王小明', company: '旧公司', city: '杭州' },
      phone: '13800138000',
    });
    const text = `姓名,手机,公司,城市\n王小明,13800138000,新公司,上海\n`;
    await run(rep, text);
    rep.customer.patch(customerId, { company: '新公司' });
    expect((await run(rep, text)).counts.same).toBe(1);
    expect(notesOf(rep, customerId)).toEqual(['公司: 新公司\n城市: 上海']);
  });

  test('shows bad rows with their reason and takes the good ones', async () => {
    const rep = createRep();
    const text = `姓名,手机,标签\n,,\n王小明,13800138000,\n,,孤单的标签\n${'长'.repeat(201)},13800138001,\n`;
    const preview = await previewOf(rep, text);
    expect(preview.rows.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
      [3, 'new', null],
      [4, 'bad', 'NO_NAME'],
      [5, 'bad', 'TOO_LONG'],
    ]);
    expect((await run(rep, text)).counts).toEqual({ new: 1, same: 0, changed: 0, bad: 2 });
  });

  test('a value too long for its field is kept whole in a note', async () => {
    const rep = createRep();
    const [company, tag] = ['公'.repeat(300), '标'.repeat(60)];
    const text = `姓名,手机,公司,标签\n王小明,13800138000,${company},${tag}\n`;
    await run(rep, text);
    const [card] = cards(rep);
    expect(card).toMatchObject({ company: '', tags: [] });
    expect(notesOf(rep, card!.id)).toEqual([`公司: ${company}\n标签: ${tag}`]);
    expect((await previewOf(rep, text)).counts.same).toBe(1);
  });
});

describe('who a record belongs to', () => {
  const outcomesOf = async (rep: Rep, rows: string) =>
    (await previewOf(rep, `姓名,手机,微信号,邮箱\n${rows}\n`)).rows.map(({ outcome }) => outcome);

  test.each([
    ['the same mobile, written otherwise and under another name', '王老师,0086 138 0013 8000,,', 'changed'],
    ['the same WeChat id', '王老师,,WXM_1,', 'changed'],
    ['the same e-mail address', '王老师,,,WXM@example.com', 'changed'],
    ['the same name and no contact in the file', '王小明,,,', 'same'],
    ['the same name but another number', '王小明,13700137000,,', 'new'],
    ['a landline together with the name', '王小明,(010) 6234 5678,,', 'same'],
    ['a landline shared by a colleague', '赵六,010-62345678,,', 'new'],
    ['a short number shared by many', '赵六,10086,,', 'new'],
  ])('%s', async (_, row, outcome) => {
    const rep = createRep();
    await run(rep, `姓名,手机,固话,微信号,邮箱\n王小明,13800138000,010-62345678,wxm_1,wxm@example.com\n`);
    expect(await outcomesOf(rep, row)).toEqual([outcome]);
  });

  test('a name that two customers have says nothing', async () => {
    const rep = createRep();
    await run(rep, `姓名,手机\n王小明,13800138000\n王小明,13800138001\n`);
    expect(await outcomesOf(rep, '王小明,,,')).toEqual(['new']);
    await run(rep, `姓名,手机\n王小明,\n`);
    expect(await outcomesOf(rep, '王小明,,,')).toEqual(['same']);
  });

  test('two of one name without any contact stay two when their fields contradict, also the second time', async () => {
    const rep = createRep();
    const text = `姓名,公司\n张伟,甲\n张伟,乙\n张伟,甲\n`;
    expect((await run(rep, text)).counts).toEqual({ new: 2, same: 1, changed: 0, bad: 0 });
    expect((await run(rep, text)).counts).toEqual({ new: 0, same: 3, changed: 0, bad: 0 });
    expect(
      cards(rep)
        .map(({ company }) => company)
        .sort(),
    ).toEqual(['乙', '甲']);
  });

  test('rows of one person inside the file become one card', async () => {
    const rep = createRep();
    const text = `姓名,手机,微信号,公司\n王小明,13800138000,,\n王小明,+8613800138000,wxm_1,星光钢琴\n王老师,,wxm_1,别的公司\n`;
    const result = await run(rep, text);
    expect(result.counts).toEqual({ new: 1, same: 0, changed: 2, bad: 0 });
    const [card, ...others] = cards(rep);
    expect(others).toEqual([]);
    expect(card).toMatchObject({ name: '王小明', company: '星光钢琴' });
    expect(card!.contactPoints.map(({ value }) => value)).toEqual(['13800138000', 'wxm_1']);
    expect(notesOf(rep, card!.id)).toEqual(['姓名: 王老师\n公司: 别的公司']);
    expect((await run(rep, text)).counts).toEqual({ new: 0, same: 3, changed: 0, bad: 0 });
  });

  describe('a deleted customer', () => {
    async function deletedBook(rep: Rep) {
      await run(rep, book);
      const gone = cards(rep);
      for (const { id } of gone) rep.customer.delete(id);
      rep.clock.pass(60_000);
      return gone;
    }
    const again = book
      .replace('星光钢琴', '星光钢琴,杭州')
      .replace('公司,', '公司,城市,')
      .replace(',,,,,春季', ',,,,,,春季');

    test('is told apart before anything is written', async () => {
      const rep = createRep();
      await deletedBook(rep);
      expect((await previewOf(rep, book)).counts).toEqual({
        new: 0,
        same: 0,
        changed: 0,
        deleted: 2,
        bad: 0,
      });
      expect(cards(rep)).toEqual([]);
    });

    test('comes back with all its history, and goes again when the import is taken back, unless used since', async () => {
      const rep = createRep();
      const gone = await deletedBook(rep);
      const { id, counts } = await run(rep, again);
      expect(counts).toEqual({ new: 0, same: 0, changed: 2, bad: 0 });
      expect(cards(rep).map((card) => card.id)).toEqual(gone.map((card) => card.id));
      const [lilei, wxm] = cards(rep);
      expect(wxm!.city).toBe('杭州');
      expect(notesOf(rep, wxm!.id)).toEqual(['女儿八级']);
      expect((await run(rep, again)).counts).toEqual({ new: 0, same: 2, changed: 0, bad: 0 });
      rep.clock.pass(60_000);
      rep.note.create(lilei!.id, '又聊了');
      expect(await rep.import.undo(id)).toEqual({ removed: 0, restored: 1, kept: 1 });
      expect(cards(rep).map((card) => card.name)).toEqual(['李雷']);
    });

    test('stays deleted where a new one is made or the row is left out; single rows may differ', async () => {
      const rep = createRep();
      const gone = await deletedBook(rep);
      const importId = await hold(rep, book);
      const mixed = { deleted: 'skip', deletedRows: [{ line: 2, choice: 'new' }] } as const;
      const { counts } = await rep.import.run(importId, { ...mixed, deletedRows: [...mixed.deletedRows] });
      expect(counts).toEqual({ new: 1, same: 1, changed: 0, bad: 0 });
      expect(cards(rep).map(({ name }) => name)).toEqual(['王小明']);
      expect(gone.map((card) => card.id)).not.toContain(cards(rep)[0]!.id);
    });
  });
});

describe('an import in the middle', () => {
  const many = 1_500;
  const manyRows = `姓名,手机\n${Array.from({ length: many }, (_, n) => `客户${n},138${String(n).padStart(8, '0')}`).join('\n')}\n`;
  const written = ['customer', 'contact_point', 'outbox', 'outbox_write', 'import_run', 'import_change'];

  /** Stops as soon as something is written. */
  async function stoppedRun(rep: Rep) {
    const importId = await hold(rep, manyRows);
    const running = rep.import.run(importId, choice);
    const watch = setInterval(() => {
      if (rep.count('customer') > 0) rep.import.stop(importId);
    }, 0);
    const stopped = await running;
    clearInterval(watch);
    return { importId, stopped };
  }

  test('a write that fails in the first slice leaves no row, no queue entry and no run', async () => {
    const rep = createRep();
    const importId = await hold(rep, manyRows);
    rep.context.db.raw(
      `CREATE TRIGGER fail BEFORE INSERT ON contact_point WHEN new.value = '13800000020' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    );
    await expect(rep.import.run(importId, choice)).rejects.toThrow();
    for (const table of written) expect([table, rep.count(table)]).toEqual([table, 0]);
  });

  test('a write that fails later leaves whole slices, which the file run again completes or which are taken back', async () => {
    const rep = createRep();
    const importId = await hold(rep, manyRows);
    rep.context.db.raw(
      `CREATE TRIGGER fail BEFORE INSERT ON contact_point WHEN new.value = '13800001200' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    );
    await expect(rep.import.run(importId, choice)).rejects.toThrow();
    const [run] = rep.import.runs();
    const there = rep.count('customer');
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(1_201);
    expect(run).toMatchObject({ state: 'stopped', written: there, total: many, counts: { new: there } });
    expect(rep.count('contact_point')).toBe(there);
    rep.context.db.raw(`DROP TRIGGER fail`);
    const again = await rep.import.run(importId, choice);
    expect(again).toMatchObject({ state: 'done', counts: { new: many - there, same: there, changed: 0 } });
    expect(rep.count('customer')).toBe(many);
    expect(await rep.import.undo(run!.id)).toEqual({ removed: there, restored: 0, kept: 0 });
    expect(cards(rep)).toHaveLength(many - there);
  });

  test('one that is stopped says how far it came; kept, it counts as done, and the same file adds the rest', async () => {
    const rep = createRep();
    const { importId, stopped } = await stoppedRun(rep);
    const there = rep.count('customer');
    expect(there).toBeLessThan(many);
    expect(stopped).toMatchObject({ state: 'stopped', written: there, total: many });
    expect(rep.import.keep(stopped.id)).toMatchObject({ state: 'done', written: there, total: there });
    expect(() => rep.import.keep(stopped.id)).toThrow('REFUSED NOT_STOPPED');
    expect((await rep.import.run(importId, choice)).counts).toMatchObject({ new: many - there, same: there });
  });

  test('one that is stopped is taken back as a whole', async () => {
    const rep = createRep();
    const { stopped } = await stoppedRun(rep);
    expect((await rep.import.undo(stopped.id)).removed).toBe(stopped.written);
    expect(cards(rep)).toEqual([]);
    expect(rep.import.runs()[0]).toMatchObject({ state: 'undone' });
    expect(rep.count('import_change')).toBe(0);
  });

  test('a program that ends in the middle finds the run stopped, and one that ends while taking back goes on with it', async () => {
    const rep = createRep();
    const { stopped } = await stoppedRun(rep);
    // As the file is when the process ends inside a slice: nobody has come to say how the run ended.
    rep.context.db.raw(`UPDATE import_run SET state = 'running'`);
    expect(rep.import.runs()[0]).toMatchObject({ state: 'stopped', written: stopped.written });
    let slices = 0;
    const { mutate } = rep.context.mutator;
    rep.context.mutator.mutate = (...args) => {
      if (++slices > 2) throw new Error('ended');
      return mutate(...args);
    };
    await expect(rep.import.undo(stopped.id)).rejects.toThrow('ended');
    expect(rep.import.runs()[0]).toMatchObject({ state: 'undoing', undoneAt: null });
    const left = cards(rep).length;
    expect(left).toBeLessThan(stopped.written);
    rep.context.mutator.mutate = mutate;
    expect(await rep.import.undo(stopped.id)).toEqual({ removed: left, restored: 0, kept: 0 });
    expect(cards(rep)).toEqual([]);
  });

  test('progress moves forward to the end and other work gets its turn in between', async () => {
    const rep = createRep();
    const importId = await hold(rep, manyRows);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await rep.import.run(importId, choice);
    clearInterval(timer);
    const events = rep.context.announced.filter((event) => event.type === 'import');
    expect(events.length).toBeGreaterThan(3);
    expect(events.map(({ done }) => done)).toEqual(events.map(({ done }) => done).sort((a, b) => a - b));
    expect(events.at(-1)).toEqual({ type: 'import', importId, done: many, total: many });
    expect(turns).toBeGreaterThan(3);
    expect(rep.mutations().length).toBeGreaterThan(3);
    // Pages read again once, not after every slice.
    expect(rep.context.announced.filter((event) => event.type === 'changed')).toHaveLength(1);
  });

  test('what somebody fills in while the import is under way stays', async () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王小明' }, phone: '13900139999' });
    const importId = await hold(
      rep,
      `${manyRows.replace('姓名,手机', '姓名,手机,公司')}王小明,13900139999,文件里的公司\n`,
    );
    const running = rep.import.run(importId, choice);
    const watch = setInterval(() => {
      if (rep.count('customer') < 2) return;
      clearInterval(watch);
      rep.customer.patch(customerId, { company: '手填的公司' });
    }, 0);
    await running;
    expect(rep.customer.get(customerId).company).toBe('手填的公司');
  });
});

describe('the file', () => {
  test('is let go after the import, when dropped, and when three newer ones are open', async () => {
    const rep = createRep();
    const [first, second] = [await hold(rep, book), await hold(rep, book)];
    await rep.import.run(first, choice);
    await expect(rep.import.preview(first, choice)).rejects.toThrow('NOT_FOUND');
    rep.import.drop(second);
    await expect(rep.import.preview(second, choice)).rejects.toThrow('NOT_FOUND');
    const third = await hold(rep, book);
    for (let i = 0; i < 3; i++) await hold(rep, book);
    await expect(rep.import.preview(third, choice)).rejects.toThrow('NOT_FOUND');
  });

  test('is refused with the code of the reader, and for a person without a book', async () => {
    const rep = createRep({ withBook: false });
    await expect(rep.import.inspect(fileOf(''))).rejects.toThrow('REFUSED EMPTY');
    await expect(run(rep, book)).rejects.toThrow('REFUSED NO_BOOK');
  });

  test('inspection tells what was found; a corrected column is obeyed', async () => {
    const rep = createRep();
    const inspection = await rep.import.inspect(fileOf(book));
    expect(inspection).toMatchObject({
      format: 'csv',
      delimiter: ',',
      hasHeader: true,
      records: 2,
      sheet: null,
    });
    expect(inspection.columns.map(({ field }) => field)).toEqual([
      'name',
      'phone',
      'wechat',
      'company',
      'tag',
      'note',
      'source',
    ]);
    const columns = inspection.columns.map((column) =>
      column.field === 'company' ? { ...column, field: 'ignore' as const } : column,
    );
    await rep.import.run(inspection.importId, { columns });
    expect(cards(rep).map(({ company }) => company)).toEqual(['', '']);
  });
});
