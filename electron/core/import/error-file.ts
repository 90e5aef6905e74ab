/** The rows of a file that could not be imported, as a file: to be put right there and imported again. */
import type { ImportProblemLanguage } from '#shared/contract/import.ts';
import { csvFile } from '../export/csv-file.ts';
import type { SourceRows } from './read-file.ts';

export interface ProblemRow {
  line: number;
  code: string;
  /** Of a table: the column that is at fault, 0-based. */
  column?: number | undefined;
  /** What could not be read, where the rest of the row is imported. */
  value?: string | undefined;
  /** What is known of a row that has no columns of its own, like a vCard's name. */
  name: string;
  /** Of a person who is imported all the same. */
  phone?: string | undefined;
}

const words = {
  'zh-CN': {
    head: ['导入问题-行', '导入问题-列', '导入问题-原因'],
    name: '姓名',
    column: (number: number) => `第 ${number} 列`,
    reasons: {
      NO_NAME: '没有姓名，也没有可以当姓名的内容',
      TOO_MANY_COLUMNS: '列数太多，可能引号或分隔符有误',
      UNREADABLE: '这一条读不通',
      TOO_LONG: '内容太长',
      NO_PRODUCT: '没有写明产品',
      BAD_DATE: '日期读不通，或两种读法都可能',
      BAD_AMOUNT: '金额或数量读不通',
      BAD_POINTS: '积分读不通，其余照样导入',
      NO_CUSTOMER: '客户册里没有这位客户',
      SEVERAL_CUSTOMERS: '不止一位客户符合，分不清是谁',
    },
    other: (code: string) => `无法读取（${code}）`,
  },
  en: {
    head: ['Import problem: row', 'Import problem: column', 'Import problem: reason'],
    name: 'Name',
    column: (number: number) => `Column ${number}`,
    reasons: {
      NO_NAME: 'No name, and nothing that could be one',
      TOO_MANY_COLUMNS: 'Too many columns; a quote or delimiter may be wrong',
      UNREADABLE: 'Cannot be read',
      TOO_LONG: 'Too long',
      NO_PRODUCT: 'No product named',
      BAD_DATE: 'The date cannot be read, or in two ways',
      BAD_AMOUNT: 'The amount or quantity cannot be read',
      BAD_POINTS: 'The points cannot be read; the rest is imported',
      NO_CUSTOMER: 'No such customer in the book',
      SEVERAL_CUSTOMERS: 'More than one customer fits',
    },
    other: (code: string) => `Cannot be read (${code})`,
  },
};

/** Columns this file adds; a file that is put right is imported again with them, and they are left out. */
export function isProblemColumn(header: string): boolean {
  return Object.values(words).some(({ head }) => head.includes(header.trim()));
}

/** The file's own columns come first and as they were, formulas neutralised; then row, column and reason. */
export function errorFile(
  problems: readonly ProblemRow[],
  source: SourceRows | null,
  language: ImportProblemLanguage,
): Uint8Array {
  const { head, name, column: columnName, reasons, other } = words[language];
  const rows = new Map(source?.rows.map(({ line, cells }) => [line, cells]));
  // A row may be wider than the header says.
  const width = problems.reduce(
    (most, { line }) => Math.max(most, rows.get(line)?.length ?? 0),
    source?.header.length ?? 0,
  );
  const padded = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  const headers = source ? padded(source.header) : [name];
  const own = headers.map((_, at) => at).filter((at) => !isProblemColumn(headers[at]!));
  const table = [
    [...own.map((at) => headers[at]!), ...head],
    ...problems.map((problem) => {
      const cells = source ? padded(rows.get(problem.line) ?? []) : [problem.name];
      const { column, code } = problem;
      return [
        ...own.map((at) => cells[at]!),
        `${problem.line}`,
        column === undefined ? '' : headers[column]?.trim() || columnName(column + 1),
        code in reasons ? reasons[code as keyof typeof reasons] : other(code),
      ];
    }),
  ];
  return csvFile(table);
}
