/** Importing address books and orders: read, look, dry run, run, take back. */
import type {
  ImportChoice,
  ImportInspection,
  ImportKind,
  ImportPreview,
  ImportProblemLanguage,
  ImportRun,
  ImportTemplate,
} from '#shared/contract/import.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { safeFileName } from '#shared/domain/file-name.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import {
  findImportRun,
  listImportRuns,
  updateImportRun,
  type ImportRunRow,
} from '../db/repository/import-run.ts';
import { errorFile } from '../import/error-file.ts';
import { createHeldFiles } from '../import/held-file.ts';
import { inspectFile, readSource, type Inspection } from '../import/read-file.ts';
import type { ImportFile } from '../import/record.ts';
import { runImport } from '../import/run.ts';
import { undoImport, type UndoResult } from '../import/undo.ts';
import { decisionOf, dryRunOf, reading, type DryRun } from './import-dry-run.ts';
import { createImportTemplates, type KeptMapping } from './import-template.ts';

const shownPerOutcome = 500;

export function createImportService(context: CoreContext) {
  const { db, clock } = context;
  const held = createHeldFiles(clock);
  const templates = createImportTemplates(context);
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

  async function dryRun(importId: string, choice: ImportChoice): Promise<DryRun & { kind: ImportKind }> {
    const { file, kind, choice: mapped } = await mappedChoice(importId, choice);
    return { kind, ...(await dryRunOf(context, file, kind, mapped)) };
  }

  /** Without columns of the person's own, those of the mapping kept for such a file. */
  async function mappedChoice(importId: string, choice: ImportChoice) {
    const file = getFile(importId);
    if (choice.columns && choice.kind) return { file, kind: choice.kind, choice };
    const { inspection, template, choice: read } = await look(file, choice);
    const columns = choice.columns ?? template?.columns;
    return { file, kind: inspection.kind, choice: { ...read, ...(columns && { columns }) } };
  }

  /** Headers nobody would take for headers are some where a mapping is kept for them. */
  async function look(file: ImportFile, choice: ImportChoice) {
    let read = choice;
    let inspection = await reading(() => inspectFile(file, choice));
    if (choice.hasHeader === undefined && templates.isKnown(inspection)) {
      read = { ...choice, hasHeader: true };
      inspection = await reading(() => inspectFile(file, read));
    }
    return { inspection, template: templates.find(inspection), choice: read };
  }

  return {
    async inspect(file: ImportFile): Promise<ImportInspection> {
      const { inspection, template } = await look(file, {});
      return inspectionOf(held.hold(file), file.name, inspection, template);
    },

    async reinspect(importId: string, choice: ImportChoice): Promise<ImportInspection> {
      const file = getFile(importId);
      const { inspection, template } = await look(file, choice);
      return inspectionOf(importId, file.name, inspection, template);
    },

    async preview(importId: string, choice: ImportChoice): Promise<ImportPreview> {
      const { rows, counts, tierWords } = await dryRun(importId, choice);
      const shown = { new: 0, same: 0, changed: 0, deleted: 0, bad: 0 };
      const firstRows = rows.filter(({ outcome }) => shown[outcome]++ < shownPerOutcome);
      return { counts, rows: firstRows, tierWords };
    },

    async problems(importId: string, choice: ImportChoice, language: ImportProblemLanguage) {
      const file = getFile(importId);
      const { problems } = await dryRun(importId, choice);
      const bytes = errorFile(problems, await reading(() => readSource(file, choice)), language);
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
        const { bookId, kind, items, rows, counts } = await dryRun(importId, choice);
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
          kind,
          state: 'running',
          written: 0,
          total: items.length,
        };
        active.add(run.id);
        running.set(importId, run.id);
        const ended = await runImport(context, {
          run,
          items,
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

    templates: templates.list,
    async keepTemplate(importId: string, choice: ImportChoice, name: string): Promise<ImportTemplate> {
      const { file, kind, choice: mapped } = await mappedChoice(importId, choice);
      const columns = mapped.columns ?? (await reading(() => inspectFile(file, choice))).guess?.columns ?? [];
      return templates.keep(name, kind, columns);
    },
    renameTemplate: templates.rename,
    deleteTemplate: templates.delete,

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
      kind: row.kind,
    };
  }
}

function inspectionOf(
  importId: string,
  fileName: string,
  inspection: Inspection,
  template: KeptMapping | undefined,
): ImportInspection {
  const { format, kind, encoding, delimiter, sheets, sheet, guess, sample, rows, cards, photos } = inspection;
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
    columns: template?.columns ?? guess?.columns ?? [],
    kind,
    template: template ? { id: template.id, name: template.name } : null,
    sample,
    pictures: photos ?? 0,
    records: cards ?? Math.max(0, (rows ?? 0) - ((guess?.headerRow ?? -1) + 1)),
  };
}
