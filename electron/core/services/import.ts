/** Importing address books: read, look, dry run, run, take back. */
import type {
  DeletedChoice,
  ImportChoice,
  ImportInspection,
  ImportPreview,
  ImportProblemLanguage,
  ImportRun,
} from '#shared/contract/import.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { safeFileName } from '#shared/domain/file-name.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { Steps } from '#shared/lib/steps.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listOwnBooks } from '../db/repository/company-data.ts';
import { loadMatchBook } from '../db/repository/import-book.ts';
import {
  findImportRun,
  listImportRuns,
  updateImportRun,
  type ImportRunRow,
} from '../db/repository/import-run.ts';
import { errorFile, type ProblemRow } from '../import/error-file.ts';
import { createHeldFiles } from '../import/held-file.ts';
import { ImportError } from '../import/import-error.ts';
import { matchPeople, type ImportTarget } from '../import/match.ts';
import { personOf, type Person } from '../import/person.ts';
import { inspectFile, readRecords, readSource, type Inspection } from '../import/read-file.ts';
import type { ImportFile, ImportRecord } from '../import/record.ts';
import { runImport } from '../import/run.ts';
import { findNameColumn } from '../import/table-record.ts';
import { undoImport, type UndoResult } from '../import/undo.ts';
import { inSlices } from '../in-slices.ts';

type PreviewRow = ImportPreview['rows'][number];

interface DryRun {
  bookId: string;
  targets: ImportTarget[];
  /** In the order of the file. */
  rows: PreviewRow[];
  counts: ImportPreview['counts'];
  problems: ProblemRow[];
}

const shownPerOutcome = 500;

export function createImportService(context: CoreContext) {
  const { db, clock, identity } = context;
  const held = createHeldFiles(clock);
  /** Files that are being imported, with their runs, and those of them that shall stop. */
  const running = new Map<string, string | undefined>();
  const stopping = new Set<string>();
  /** Runs that are being written or taken back. */
  const active = new Set<string>();

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
    const problems: ProblemRow[] = bad.map(({ line, code, column }) => ({ line, code, column, name: '' }));
    const { people, unfit } = await inSlices(peopleOf(records));
    const column = choice.columns && findNameColumn({ columns: choice.columns });
    for (const { line, name } of unfit) problems.push({ line, code: 'TOO_LONG', column, name });
    problems.sort((a, b) => a.line - b.line);
    const badRows = problems.map(({ line, name, code }) => badRow(line, name, code));
    const bookIds = books.map((book) => book.id);
    const { targets, rows } = await inSlices(
      matchPeople(people, await inSlices(loadMatchBook(db, bookIds)), decisionOf(choice)),
    );
    const all = badRows.length === 0 ? rows : [...rows, ...badRows].sort((a, b) => a.line - b.line);
    const counts = { new: 0, same: 0, changed: 0, deleted: 0, bad: 0 };
    for (const { outcome } of all) counts[outcome]++;
    return { bookId: bookIds[0]!, targets, rows: all, counts, problems };
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
      const shown = { new: 0, same: 0, changed: 0, deleted: 0, bad: 0 };
      return { counts, rows: rows.filter(({ outcome }) => shown[outcome]++ < shownPerOutcome) };
    },

    async problems(importId: string, choice: ImportChoice, language: ImportProblemLanguage) {
      const file = getFile(importId);
      const { problems } = await dryRun(importId, choice);
      const bytes = errorFile(problems, await read(() => readSource(file, choice)), language);
      const word = language === 'en' ? 'problem rows' : '问题行';
      return {
        fileName: safeFileName(`${file.name.replace(/\.[^.]*$/, '')} ${word}`, 'csv', word),
        bytes: new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'text/csv;charset=utf-8' }),
        rows: problems.length,
      };
    },

    /**
     * The file is let go once it is imported, unless rows of it are left that may be asked for; after a failure it can be
     * tried again.
     */
    async run(importId: string, choice: ImportChoice): Promise<ImportRun> {
      if (running.has(importId)) throw new CoreError('REFUSED', 'RUNNING');
      running.set(importId, undefined);
      try {
        const { name } = getFile(importId);
        const { bookId, targets, rows, counts } = await dryRun(importId, choice);
        const decide = decisionOf(choice);
        const left = rows.filter(({ outcome, line }) => outcome === 'deleted' && decide(line) === 'skip');
        const at = instantOf(clock);
        const run: ImportRunRow = {
          id: uuidv7(clock),
          scopeId: bookId,
          fileName: name,
          at,
          newCount: 0,
          sameCount: counts.same + left.length,
          changedCount: 0,
          badCount: counts.bad,
          undoneAt: null,
          kind: 'customer',
          state: 'running',
          written: 0,
          total: targets.length,
        };
        active.add(run.id);
        running.set(importId, run.id);
        const ended = await runImport(context, {
          run,
          targets,
          addedOn: dateOf(at),
          isStopped: () => stopping.has(importId),
          progress: (done, total) => context.announce({ type: 'import', importId, done, total }),
        }).finally(() => active.delete(run.id));
        if (ended.state === 'done' && ended.badCount === 0) held.drop(importId);
        return runOf(ended);
      } finally {
        running.delete(importId);
        stopping.delete(importId);
      }
    },

    /** By the file or by the run, which ends after the slice that is being written; what is written stays until it is taken back or kept. */
    stop(id: string): void {
      for (const [importId, runId] of running) if (id === importId || id === runId) stopping.add(importId);
    },

    /** What a run wrote before it was stopped is meant to stay. */
    keep(id: string): ImportRun {
      const run = getRun(id);
      if (stateOf(run) !== 'stopped') throw new CoreError('REFUSED', 'NOT_STOPPED');
      updateImportRun(db, id, { state: 'done', total: run.written });
      return runOf(getRun(id));
    },

    drop: (importId: string): void => held.drop(importId),

    runs: (): ImportRun[] => listImportRuns(db).map(runOf),

    /** Progress is told under the id of the run. */
    async undo(id: string): Promise<UndoResult> {
      const run = getRun(id);
      if (run.undoneAt) throw new CoreError('REFUSED', 'ALREADY_UNDONE');
      if (active.has(id)) throw new CoreError('REFUSED', 'RUNNING');
      active.add(id);
      try {
        return await undoImport(context, run, (done, total) =>
          context.announce({ type: 'import', importId: id, done, total }),
        );
      } finally {
        active.delete(id);
      }
    },
  };

  function getRun(id: string): ImportRunRow {
    const run = findImportRun(db, id);
    if (!run) throw new CoreError('NOT_FOUND', 'import');
    return run;
  }

  /** A run of which nobody works any more was cut off: by a failure, or by the end of the program. */
  function stateOf({ id, state }: ImportRunRow): ImportRun['state'] {
    return state === 'running' && !active.has(id) ? 'stopped' : state;
  }

  function runOf(row: ImportRunRow): ImportRun {
    return {
      id: row.id,
      fileName: row.fileName,
      at: row.at,
      counts: { new: row.newCount, same: row.sameCount, changed: row.changedCount, bad: row.badCount },
      state: stateOf(row),
      written: row.written,
      total: row.total,
      undoneAt: row.undoneAt,
    };
  }
}

function* peopleOf(
  records: readonly ImportRecord[],
): Steps<{ people: Person[]; unfit: { line: number; name: string }[] }> {
  const people: Person[] = [];
  const unfit: { line: number; name: string }[] = [];
  for (const record of records) {
    const person = personOf(record);
    if (person) people.push(person);
    else unfit.push({ line: record.line, name: record.name.slice(0, 50).toWellFormed() });
    yield;
  }
  return { people, unfit };
}

function decisionOf({
  deleted = 'restore',
  deletedRows = [],
}: ImportChoice): (line: number) => DeletedChoice {
  const single = new Map(deletedRows.map(({ line, choice }) => [line, choice]));
  return (line) => single.get(line) ?? deleted;
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
