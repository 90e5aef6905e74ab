/** Importing address books: read, look, dry run, run, take back. */
import type { ImportChoice, ImportInspection, ImportPreview, ImportRun } from '#shared/contract/import.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listOwnBooks } from '../db/repository/company-data.ts';
import { loadMatchBook } from '../db/repository/import-book.ts';
import { findImportRun, listImportRuns, type ImportRunRow } from '../db/repository/import-run.ts';
import { createHeldFiles } from '../import/held-file.ts';
import { ImportError } from '../import/import-error.ts';
import { matchPeople, type ImportTarget } from '../import/match.ts';
import { personOf, type Person } from '../import/person.ts';
import { inspectFile, readRecords, type Inspection } from '../import/read-file.ts';
import type { ImportFile } from '../import/record.ts';
import { runImport } from '../import/run.ts';
import { undoImport, type UndoResult } from '../import/undo.ts';

type PreviewRow = ImportPreview['rows'][number];

interface DryRun {
  bookId: string;
  targets: ImportTarget[];
  /** In the order of the file. */
  rows: PreviewRow[];
  counts: ImportPreview['counts'];
}

const shownPerOutcome = 500;

export function createImportService(context: CoreContext) {
  const { db, clock, identity } = context;
  const held = createHeldFiles(clock);
  const running = new Set<string>();

  function getFile(importId: string): ImportFile {
    const file = held.find(importId);
    if (!file) throw new CoreError('NOT_FOUND', 'import');
    return file;
  }

  async function dryRun(importId: string, choice: ImportChoice): Promise<DryRun> {
    const file = getFile(importId);
    const { records, bad } = await read(() => readRecords(file, choice));
    const books = listOwnBooks(db, identity.personId);
    if (books.length === 0) throw new CoreError('REFUSED', 'NO_BOOK');
    const badRows = bad.map(({ line, code }) => badRow(line, '', code));
    const people: Person[] = [];
    for (const record of records) {
      const person = personOf(record);
      if (person) people.push(person);
      else badRows.push(badRow(record.line, record.name.slice(0, 50).toWellFormed(), 'TOO_LONG'));
    }
    const bookIds = books.map((book) => book.id);
    const { targets, rows } = matchPeople(people, loadMatchBook(db, bookIds));
    const all = [...rows.map((row) => ({ ...row, code: null })), ...badRows].sort((a, b) => a.line - b.line);
    const counts = { new: 0, same: 0, changed: 0, bad: 0 };
    for (const { outcome } of all) counts[outcome]++;
    return { bookId: bookIds[0]!, targets, rows: all, counts };
  }

  return {
    async inspect(file: ImportFile): Promise<ImportInspection> {
      const inspection = await read(() => inspectFile(file));
      return inspectionOf(held.hold(file), file.name, inspection);
    },

    async reinspect(importId: string, choice: ImportChoice): Promise<ImportInspection> {
      const file = getFile(importId);
      return inspectionOf(importId, file.name, await read(() => inspectFile(file, choice)));
    },

    async preview(importId: string, choice: ImportChoice): Promise<ImportPreview> {
      const { rows, counts } = await dryRun(importId, choice);
      const shown = { new: 0, same: 0, changed: 0, bad: 0 };
      return { counts, rows: rows.filter(({ outcome }) => shown[outcome]++ < shownPerOutcome) };
    },

    /** The file is let go once it is imported; after a failure it can be tried again. */
    async run(importId: string, choice: ImportChoice): Promise<ImportRun> {
      if (running.has(importId)) throw new CoreError('REFUSED', 'RUNNING');
      running.add(importId);
      try {
        const { name } = getFile(importId);
        const { bookId, targets, counts } = await dryRun(importId, choice);
        const at = instantOf(clock);
        const run: ImportRunRow = {
          id: uuidv7(clock),
          scopeId: bookId,
          fileName: name,
          at,
          newCount: counts.new,
          sameCount: counts.same,
          changedCount: counts.changed,
          badCount: counts.bad,
          undoneAt: null,
        };
        await runImport(context, {
          run,
          targets,
          addedOn: dateOf(at),
          progress: (done, total) => context.announce({ type: 'import', importId, done, total }),
        });
        held.drop(importId);
        return runOf(run);
      } finally {
        running.delete(importId);
      }
    },

    drop: (importId: string): void => held.drop(importId),

    runs: (): ImportRun[] => listImportRuns(db).map(runOf),

    undo(id: string): UndoResult {
      const run = findImportRun(db, id);
      if (!run) throw new CoreError('NOT_FOUND', 'import');
      if (run.undoneAt) throw new CoreError('REFUSED', 'ALREADY_UNDONE');
      return undoImport(context, id);
    },
  };
}

/** A file that cannot be read is refused with the reader's code. */
async function read<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ImportError) throw new CoreError('REFUSED', error.code, { cause: error });
    throw error;
  }
}

function badRow(line: number, name: string, code: string): PreviewRow {
  return { line, name, phone: '', outcome: 'bad', changes: [], code };
}

function inspectionOf(importId: string, fileName: string, inspection: Inspection): ImportInspection {
  const { format, encoding, delimiter, sheets, sheet, guess, sample, rows, cards } = inspection;
  return {
    importId,
    fileName,
    format,
    encoding: encoding
      ? { name: encoding.encoding, confidence: encoding.confidence, candidates: encoding.candidates }
      : null,
    delimiter: delimiter ?? null,
    sheets: sheets ?? [],
    sheet: sheet ?? null,
    hasHeader: guess?.hasHeader ?? false,
    columns: guess?.columns ?? [],
    sample,
    records: cards ?? Math.max(0, (rows ?? 0) - ((guess?.headerRow ?? -1) + 1)),
  };
}

function runOf(row: ImportRunRow): ImportRun {
  return {
    id: row.id,
    fileName: row.fileName,
    at: row.at,
    counts: { new: row.newCount, same: row.sameCount, changed: row.changedCount, bad: row.badCount },
    undoneAt: row.undoneAt,
  };
}
