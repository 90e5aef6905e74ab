/** What an import would do with a file, before anything is written. */
import type { DeletedChoice, ImportChoice, ImportKind, ImportPreview } from '#shared/contract/import.ts';
import type { Steps } from '#shared/lib/steps.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listOwnBooks } from '../db/repository/company-data.ts';
import { loadMatchBook } from '../db/repository/import-book.ts';
import { loadBookOrders } from '../db/repository/import-order.ts';
import type { ProblemRow } from '../import/error-file.ts';
import { ImportError } from '../import/import-error.ts';
import { matchOrders } from '../import/match-order.ts';
import { matchPeople, phoneOf } from '../import/match.ts';
import { personOf, type Person } from '../import/person.ts';
import { orderItemOf } from '../import/prepare-order.ts';
import { itemOf, type ImportItem } from '../import/prepare.ts';
import { readOrders, readRecords } from '../import/read-file.ts';
import type { ImportFile, ImportRecord } from '../import/record.ts';
import { findNameColumn } from '../import/table-record.ts';
import { inSlices } from '../in-slices.ts';

type PreviewRow = ImportPreview['rows'][number];

export interface DryRun {
  bookId: string;
  items: ImportItem[];
  /** In the order of the file. */
  rows: PreviewRow[];
  counts: ImportPreview['counts'];
  problems: ProblemRow[];
  /** Tiers of the file that are not ours and became tags, with the rows that have each; the most frequent first. */
  tierWords: ImportPreview['tierWords'];
}

type Found = Pick<DryRun, 'items' | 'rows' | 'problems' | 'tierWords'>;

/** @throws CoreError REFUSED with the reader's code, or NO_BOOK. */
export async function dryRunOf(
  { db, identity }: Pick<CoreContext, 'db' | 'identity'>,
  file: ImportFile,
  kind: ImportKind,
  choice: ImportChoice,
): Promise<DryRun> {
  const bookIds = listOwnBooks(db, identity.personId).map((book) => book.id);
  if (bookIds.length === 0) throw new CoreError('REFUSED', 'NO_BOOK');
  const found = kind === 'order' ? await orders() : await people();
  const problems = found.problems.toSorted((a, b) => a.line - b.line);
  const badRows = problems.map(badRow);
  const rows =
    badRows.length === 0 ? found.rows : [...found.rows, ...badRows].sort((a, b) => a.line - b.line);
  const counts = { new: 0, same: 0, changed: 0, deleted: 0, bad: 0 };
  for (const { outcome } of rows) counts[outcome]++;
  return { bookId: bookIds[0]!, items: found.items, rows, counts, problems, tierWords: found.tierWords };

  async function people(): Promise<Found> {
    const { records, bad } = await reading(() => readRecords(file, choice));
    const problems: ProblemRow[] = bad.map(({ line, code, column }) => ({ line, code, column, name: '' }));
    const { people: persons, unfit, unread } = await inSlices(peopleOf(records));
    const column = choice.columns && findNameColumn({ columns: choice.columns });
    for (const { line, name } of unfit) problems.push({ line, code: 'TOO_LONG', column, name });
    problems.push(...unread);
    const book = await inSlices(loadMatchBook(db, bookIds));
    const { targets, rows: matched } = await inSlices(matchPeople(persons, book, decisionOf(choice)));
    return { items: targets.map(itemOf), rows: matched, problems, tierWords: tierWordsOf(persons) };
  }

  async function orders(): Promise<Found> {
    const read = await reading(() => readOrders(file, choice));
    const problems: ProblemRow[] = read.bad.map(({ line, code, column, detail = '' }) => ({
      line,
      code,
      column,
      name: detail.slice(0, 50).toWellFormed(),
    }));
    const { customers } = await inSlices(loadMatchBook(db, bookIds));
    const known = await inSlices(loadBookOrders(db, bookIds));
    const matched = await inSlices(matchOrders(read.orders, customers, known, decisionOf(choice)));
    return {
      items: matched.targets.map(orderItemOf),
      rows: matched.rows,
      problems: [...problems, ...matched.unmatched],
      tierWords: [],
    };
  }
}

const shownTierWords = 20;

function tierWordsOf(people: readonly Person[]): DryRun['tierWords'] {
  const rows = new Map<string, number>();
  for (const { tierWord } of people) if (tierWord !== '') rows.set(tierWord, (rows.get(tierWord) ?? 0) + 1);
  return [...rows]
    .map(([word, count]) => ({ word: word.slice(0, 50).toWellFormed(), rows: count }))
    .sort((a, b) => b.rows - a.rows)
    .slice(0, shownTierWords);
}

function* peopleOf(
  records: readonly ImportRecord[],
): Steps<{ people: Person[]; unfit: { line: number; name: string }[]; unread: ProblemRow[] }> {
  const people: Person[] = [];
  const unfit: { line: number; name: string }[] = [];
  const unread: ProblemRow[] = [];
  for (const record of records) {
    const person = personOf(record);
    if (person) {
      people.push(person);
      for (const { code, column, value } of record.unread ?? [])
        unread.push({
          line: record.line,
          code,
          column,
          name: person.name,
          phone: phoneOf(person),
          value: value.slice(0, 50).toWellFormed(),
        });
    } else unfit.push({ line: record.line, name: record.name.slice(0, 50).toWellFormed() });
    yield;
  }
  return { people, unfit, unread };
}

export function decisionOf({
  deleted = 'restore',
  deletedRows = [],
}: ImportChoice): (line: number) => DeletedChoice {
  const single = new Map(deletedRows.map(({ line, choice }) => [line, choice]));
  return (line) => single.get(line) ?? deleted;
}

/** A file that cannot be read is refused with the reader's code. */
export async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ImportError) throw new CoreError('REFUSED', error.code, { cause: error });
    throw error;
  }
}

function badRow({ line, name, phone = '', code, value }: ProblemRow): PreviewRow {
  return { line, name, phone, order: null, outcome: 'bad', changes: [], code, ...(value && { value }) };
}
