import { expect, test } from 'vitest';
import { cards, choice, hold, run } from './import-fixture.ts';
import { createRep } from './rep.ts';

const text = `姓名,手机,备注
,13800138001,"=HYPERLINK(""http://x"")"
王小明,13800138000,
${'长'.repeat(201)},+8613800138002,好
,,没有名字
`;

test('the rows that failed come back as a table with row, column and reason, and can be put right and imported again', async () => {
  const rep = createRep();
  const importId = await hold(rep, text);
  const { columns } = await rep.import.inspect({ name: '客户.csv', bytes: new TextEncoder().encode(text) });
  const file = await rep.import.problems(importId, { columns }, 'zh-CN');
  expect([file.fileName, file.rows]).toEqual(['客户 问题行.csv', 2]);
  const csv = await file.bytes.text();
  expect(
    csv
      .replace(/^\uFEFF/, '')
      .split('\r\n')
      .slice(0, 3),
  ).toEqual([
    '"姓名","手机","备注","导入问题-行","导入问题-列","导入问题-原因"',
    `"${'长'.repeat(201)}","+8613800138002","好","4","姓名","内容太长"`,
    '"","","没有名字","5","姓名","没有姓名，也没有可以当姓名的内容"',
  ]);
  await run(rep, csv.replace('长'.repeat(201), '长小姐').replace('"","","没有名字"', '"李雷","","=1+1"'));
  expect(
    cards(rep)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['李雷', '长小姐']);
  expect(rep.count('note')).toBe(2);
});

test('the file stays at hand after an import that left rows out, and says it in English too', async () => {
  const rep = createRep();
  const importId = await hold(rep, text);
  await rep.import.run(importId, choice);
  const { bytes, fileName } = await rep.import.problems(importId, choice, 'en');
  expect(fileName).toBe('客户 problem rows.csv');
  expect(await bytes.text()).toContain('"Import problem: reason"');
});

test('points that cannot be read are told with row, value and reason; the person is imported, the text kept', async () => {
  const rep = createRep();
  const points = '姓名,手机,积分\n王小明,13800138000,120\n李雷,13900139000,很多\n';
  const importId = await hold(rep, points);
  const { counts, rows } = await rep.import.preview(importId, choice);
  expect(counts).toEqual({ new: 2, same: 0, changed: 0, deleted: 0, bad: 1 });
  expect(rows.filter(({ outcome }) => outcome === 'bad')).toMatchObject([
    { line: 3, name: '李雷', phone: '13900139000', code: 'BAD_POINTS', value: '很多' },
  ]);
  expect((await rep.import.run(importId, choice)).counts).toMatchObject({ new: 2, bad: 1 });
  const csv = await (await rep.import.problems(importId, choice, 'zh-CN')).bytes.text();
  expect(csv).toContain('"李雷","13900139000","很多","3","积分","积分读不通，其余照样导入"');
  const pointsOf = () => rep.context.db.raw('SELECT name, points FROM customer ORDER BY name');
  expect(pointsOf()).toEqual([
    { name: '李雷', points: null },
    { name: '王小明', points: 120 },
  ]);
  // Put right, it finds the one who is there.
  expect((await run(rep, csv.replace('很多', '80'))).counts).toMatchObject({ new: 0, changed: 1, bad: 0 });
  expect(pointsOf()).toMatchObject([{ points: 80 }, { points: 120 }]);
});
