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
