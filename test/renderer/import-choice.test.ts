import { describe, expect, it } from 'vitest';
import {
  bodyRows,
  columnsOf,
  isBlocked,
  listMappingIssues,
  sampleValues,
  withField,
  withReading,
  type ImportColumn,
} from '#renderer/features/import/import-choice.ts';
import {
  findFileProblem,
  formatBytes,
  maximumFileBytes,
  percentDone,
} from '#renderer/features/import/import-file.ts';
import { ImportProblem, importProblemCode } from '#renderer/features/import/import-problem.ts';
import {
  delimiterName,
  encodingOptions,
  offeredDelimiters,
} from '#renderer/features/import/reading-option.ts';
import { ORPCError } from '@orpc/client';

const column = (index: number, field: ImportColumn['field'], header = ''): ImportColumn => ({
  index,
  header,
  field,
});

describe('the corrections a rep makes before the dry run', () => {
  it('forget the mapping when the file is read another way, because its columns are others then', () => {
    const choice = { encoding: 'gbk', columns: [column(0, 'name')] };
    expect(withReading(choice, { encoding: 'big5' })).toEqual({ encoding: 'big5' });
  });

  it('forget whether there is a header line only when another sheet is chosen', () => {
    expect(withReading({ sheet: 'A', hasHeader: false }, { sheet: 'B' })).toEqual({ sheet: 'B' });
    expect(withReading({ sheet: 'A', hasHeader: false }, { delimiter: ';' })).toEqual({
      sheet: 'A',
      hasHeader: false,
      delimiter: ';',
    });
  });

  it('change one column of the mapping and keep the others', () => {
    const columns = [column(0, 'name'), column(1, 'ignore')];
    expect(withField({ sheet: 'A' }, columns, 1, 'phone')).toEqual({
      sheet: 'A',
      columns: [column(0, 'name'), column(1, 'phone')],
    });
    expect(columns[1]?.field).toBe('ignore');
  });

  it.each([
    [['name', 'phone'], []],
    [['familyName', 'wechat'], []],
    [['nickname', 'email'], []],
    [['name', 'company'], ['NO_KEY_COLUMN']],
    [['phone', 'ignore'], ['NO_NAME_COLUMN']],
    [[], ['NO_NAME_COLUMN', 'NO_KEY_COLUMN']],
  ] as const)('with columns %j miss %j', (fields, issues) => {
    const columns = fields.map((field, index) => column(index, field));
    expect(listMappingIssues({ format: 'csv', kind: 'customer' }, columns)).toEqual(issues);
  });

  it('never miss a column in an address book', () => {
    expect(listMappingIssues({ format: 'vcard', kind: 'customer' }, [])).toEqual([]);
  });

  it('an order needs its customer, product, day and amount; without a number it can still be tried', () => {
    const orders = (fields: ImportColumn['field'][]) =>
      listMappingIssues(
        { format: 'csv', kind: 'order' },
        fields.map((field, index) => ({ index, header: '', field })),
      );
    expect(orders([])).toHaveLength(5);
    expect(isBlocked(orders(['phone', 'product', 'orderedOn']))).toBe(true);
    expect(orders(['phone', 'product', 'orderedOn', 'paid'])).toEqual(['NO_NUMBER_COLUMN']);
    expect(isBlocked(orders(['phone', 'product', 'orderedOn', 'paid']))).toBe(false);
    expect(orders(['name', 'product', 'orderedOn', 'paid', 'orderNo'])).toEqual([]);
  });

  it('show the mapping of the rep, else the guess', () => {
    const guess = { columns: [column(0, 'name')] };
    expect(columnsOf(guess, {})).toEqual([column(0, 'name')]);
    expect(columnsOf(guess, { columns: [column(0, 'nickname')] })).toEqual([column(0, 'nickname')]);
  });

  it('take no example from the header line or a title above it', () => {
    const columns = [column(0, 'name', '姓名'), column(1, 'phone', '手机')];
    const sample = [['客户名单'], [' 姓名 ', '手机', ''], ['张三', '1']];
    expect(bodyRows({ hasHeader: true, columns, sample })).toEqual([['张三', '1']]);
    expect(bodyRows({ hasHeader: true, columns: [column(0, 'name', 'other')], sample })).toEqual(
      sample.slice(1),
    );
    expect(bodyRows({ hasHeader: false, columns, sample })).toEqual(sample);
  });

  it('show different, filled examples of a column', () => {
    const sample = [['a', ' '], ['b', '1'], ['c', '1'], ['d', ' 2 '], ['e'], ['f', '3'], ['g', '4']];
    expect(sampleValues(sample, 1)).toEqual(['1', '2', '3']);
    expect(sampleValues(sample, 7)).toEqual([]);
  });
});

describe('the choices of reading', () => {
  it('offer the likely encodings first and each once', () => {
    const options = encodingOptions({ name: 'gbk', confidence: 'guess', candidates: ['big5', 'gbk'] });
    expect(options.slice(0, 2)).toEqual(['big5', 'gbk']);
    expect(new Set(options).size).toBe(options.length);
    expect(options).toContain('utf-8');
  });

  it('offer the delimiter the file has even where it has no name', () => {
    expect(offeredDelimiters('~')).toContain('~');
    expect(delimiterName('~')).toBeUndefined();
    expect(delimiterName('\t')).toBe('tab');
  });
});

describe('a file before it is read', () => {
  it('is refused when it is empty or larger than core accepts', () => {
    expect(findFileProblem({ size: 0 })).toBe('EMPTY');
    expect(findFileProblem({ size: maximumFileBytes + 1 })).toBe('TOO_LARGE');
    expect(findFileProblem({ size: maximumFileBytes })).toBeUndefined();
  });

  it('has a size people read', () => {
    expect([900, 2_048, 3 * 1_048_576 + 300_000].map(formatBytes)).toEqual(['900 B', '2 KB', '3.3 MB']);
  });
});

describe('progress', () => {
  it.each([
    [0, 0, 0],
    [1, 3, 33],
    [2_999, 3_000, 99],
    [3_000, 3_000, 100],
  ])('%i of %i is %i percent', (done, total, percent) => {
    expect(percentDone(done, total)).toBe(percent);
  });
});

describe('the reason of a refused import', () => {
  it('is the detail where there is one, else the code, else nothing', () => {
    expect(importProblemCode(new ImportProblem('EMPTY'))).toBe('EMPTY');
    expect(importProblemCode(new ORPCError('REFUSED', { data: { detail: 'OLD_XLS' } }))).toBe('OLD_XLS');
    expect(importProblemCode(new ORPCError('STORAGE'))).toBe('STORAGE');
    expect(
      importProblemCode(new ORPCError('REFUSED', { data: { detail: 'SOMETHING_NEW' } })),
    ).toBeUndefined();
    expect(importProblemCode(new Error('boom'))).toBeUndefined();
  });
});
