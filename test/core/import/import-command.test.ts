/** `npm run import -- FILE --dry-run --json`, as somebody at a command line starts it. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { tempFolder } from '#test/support/temp-folder.ts';

function importCommand(name: string, bytes: Uint8Array | string, ...more: string[]) {
  const path = join(tempFolder(), name);
  writeFileSync(path, bytes);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/import.ts', path, ...more], {
    encoding: 'utf8',
  });
  return { status, stderr, answer: stdout === '' ? undefined : (JSON.parse(stdout) as unknown) };
}

test('tells format, encoding, rows, fields and errors, and writes nothing', () => {
  const table =
    '姓名,手机,生日,备注\n王小明,+86 138-0013-8000,1990年1月2日,喜欢钢琴\n李雷,13900139000,,\n,,,没有名字\n';
  expect(importCommand('客户.csv', iconv.encode(table, 'gbk'), '--dry-run', '--json')).toEqual({
    status: 0,
    stderr: '',
    answer: {
      format: 'csv',
      kind: 'customer',
      encoding: 'gbk',
      rows: 3,
      fieldsPresent: 7,
      fieldsRecovered: 6,
      errors: [{ line: 4, code: 'NO_NAME', detail: '没有名字' }],
    },
  });
});

test('counts what would be stored, not what was read', () => {
  const long = 'x'.repeat(201);
  const table = `姓名,手机,来源,层级\n王小明,13800138000,抖音春季投放,VIP\n李雷,13900139000,付费,A\n${long},13700137000,,\n`;
  expect(importCommand('客户.csv', table, '--dry-run', '--json').answer).toMatchObject({
    rows: 3,
    fieldsPresent: 10,
    // A name that no card can hold takes its row with it.
    fieldsRecovered: 8,
    errors: [{ line: 4, code: 'TOO_LONG' }],
  });
});

test('orders are told as orders', () => {
  const table =
    '订单号,手机,下单时间,商品,实付金额\nA1,13800138000,2026/1/5 10:20,护理,"¥1,299.00"\nA2,139,x,护理,1\n';
  expect(importCommand('订单.csv', table, '--dry-run', '--json').answer).toMatchObject({
    kind: 'order',
    rows: 2,
    fieldsPresent: 10,
    // The hour of the order is not kept.
    fieldsRecovered: 4,
    errors: [{ line: 3, code: 'BAD_DATE' }],
  });
});

test('a file that cannot be read is told by its code; a wrong call by its usage', () => {
  expect(importCommand('x.xlsx', '%PDF-1.7', '--dry-run', '--json')).toMatchObject({
    status: 1,
    answer: { format: null, rows: 0, errors: [{ line: null, code: 'NOT_A_TABLE' }] },
  });
  expect(importCommand('x.csv', 'a,b\n', '--json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--dry-run'),
  });
});
