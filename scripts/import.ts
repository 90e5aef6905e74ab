/**
 * `npm run import -- FILE --dry-run [--encoding NAME] [--sheet NAME] [--json]`: reads an address book or a file of orders as
 * the import would, without the screen and without writing anything: format, encoding, rows, how many of the filled fields would
 * be stored in an empty book (of orders: are read), and what could not be read. Exit code 1 where the file is refused, 2 where the call is wrong.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { ImportError } from '#core/import/import-error.ts';
import type { ImportFile, ImportRecord } from '#core/import/record.ts';
import { inspectFile, readOrders, readRecords, readSource, type ReadChoice } from '#core/import/read-file.ts';
import { decodeText } from '#core/import/text-encoding.ts';
import { cardFieldsIn, cellsRecovered, isCardFieldRecovered } from './lib/import-recovery.ts';
import { storedOf, type Stored } from './lib/stored-record.ts';

const usage = 'npm run import -- FILE --dry-run [--encoding NAME] [--sheet NAME] [--json]';

function optionsOf() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        encoding: { type: 'string' },
        sheet: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail((error as Error).message);
  }
}

function fail(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}

const { values, positionals } = optionsOf();
const [path, ...others] = positionals;
if (path === undefined || others.length > 0) fail('one file');
if (!values['dry-run'])
  fail('only a dry run; customers are written from the program itself, into a signed-in file');

interface Answer {
  format: string | null;
  /** What the rows are: customers or orders. */
  kind: 'customer' | 'order';
  encoding: string | null;
  rows: number;
  fieldsPresent: number;
  fieldsRecovered: number;
  errors: { line: number | null; code: string; detail?: string | undefined }[];
}

async function dryRun(file: { name: string; bytes: Uint8Array }): Promise<Answer> {
  const choice = { encoding: values.encoding, sheet: values.sheet };
  const answer: Answer = {
    format: null,
    kind: 'customer',
    encoding: null,
    rows: 0,
    fieldsPresent: 0,
    fieldsRecovered: 0,
    errors: [],
  };
  try {
    const inspection = await inspectFile(file, choice);
    const { format, encoding } = inspection;
    answer.format = format;
    answer.encoding = values.encoding ?? encoding?.encoding ?? null;
    answer.kind = inspection.kind;
    const { records, bad } =
      inspection.kind === 'order' ? await ordersOf(file, choice) : await readRecords(file, choice);
    answer.rows = records.length + bad.length;
    answer.errors = bad.map(({ line, code, detail }) => ({ line, code, detail }));
    const { stored, unfit } =
      inspection.kind === 'order' ? { stored: ordersAsRead(records), unfit: [] } : storedOf(records);
    answer.errors.push(...unfit.map((line) => ({ line, code: 'TOO_LONG' })));
    answer.errors.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
    if (format === 'vcard') {
      const text = decodeText(file.bytes, answer.encoding ?? 'utf-8');
      for (const [index, card] of cardFieldsIn(text).entries()) {
        answer.fieldsPresent += card.length;
        answer.fieldsRecovered += card.filter((field) =>
          isCardFieldRecovered(field, stored.get(index + 1)),
        ).length;
      }
    } else {
      const { rows } = (await readSource(file, choice))!;
      for (const { line, cells } of rows) {
        const { present, recovered } = cellsRecovered(cells, stored.get(line));
        answer.fieldsPresent += present;
        answer.fieldsRecovered += recovered;
      }
    }
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    answer.errors.push({ line: null, code: error.code, detail: error.detail });
  }
  return answer;
}

/** Whose they are is found in the book, and there is none. */
function ordersAsRead(records: readonly ImportRecord[]): Map<number, Stored> {
  return new Map(records.map(({ line, ...record }) => [line, { ...record }]));
}

/** In the form the counter looks into: every value of an order as text. */
async function ordersOf(file: ImportFile, choice: ReadChoice) {
  const { orders, bad } = await readOrders(file, choice);
  const records = orders.map(({ line, name, contacts, product, ...figures }): ImportRecord => {
    const values = Object.values(figures).map((value) => ({ value: `${value ?? ''}` }));
    const phones = [...contacts.map(({ value }) => ({ value })), { value: product }, ...values];
    return { line, name, phones, wechats: [], emails: [], addresses: [], tags: [] };
  });
  return { records, bad };
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    return fail(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

const answer = await dryRun({ name: basename(path), bytes: bytesOf(path) });
if (values.json) console.log(JSON.stringify(answer, null, 2));
else {
  const { errors, ...figures } = answer;
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(16)}${value ?? '-'}`);
  for (const { line, code, detail } of errors)
    console.log(['error', line ?? '-', code, detail ?? ''].join('\t'));
}
process.exit(answer.errors.some(({ line }) => line === null) ? 1 : 0);
