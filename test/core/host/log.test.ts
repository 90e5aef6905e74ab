import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileLog } from '#core/log.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const logged = (dataDir: string) => readFileSync(join(dataDir, 'logs', 'core.log'), 'utf8');

test('the log says what happened and where, without what a person wrote', () => {
  const dataDir = tempFolder();
  const { log, close } = createFileLog(dataDir);
  log.info({ customers: 3, name: '张三', row: { body: '私房话' }, phone: '13800000000' }, 'import.done');
  const broken = new SyntaxError('Unexpected token in "张三 13800000000"', { cause: new Error('私房话') });
  log.error({ err: broken, method: 'note.create' }, 'api.failed');
  log.error({ err: new TypeError('x is undefined') }, 'api.failed');
  close();
  const text = logged(dataDir);
  for (const secret of ['张三', '私房话', '13800000000']) expect(text).not.toContain(secret);
  for (const fact of ['import.done', '"customers":3', 'SyntaxError', 'log.test.ts', 'x is undefined']) {
    expect(text).toContain(fact);
  }
});

test('a log above 5 MB is set aside once', () => {
  const dataDir = tempFolder();
  createFileLog(dataDir).close();
  writeFileSync(join(dataDir, 'logs', 'core.log'), 'x'.repeat(6 * 1024 * 1024));
  const { log, close } = createFileLog(dataDir);
  log.info({}, 'started');
  close();
  expect(readdirSync(join(dataDir, 'logs')).toSorted()).toEqual(['core.1.log', 'core.log']);
  expect(logged(dataDir).length).toBeLessThan(1_000);
});
