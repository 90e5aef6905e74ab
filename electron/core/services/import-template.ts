/** Mappings kept by name: a file with the same headers is mapped as the last one was, on whichever device of the person. */
import { createHash } from 'node:crypto';
import {
  importFieldNames,
  type ImportChoice,
  type ImportKind,
  type ImportTemplate,
} from '#shared/contract/import.ts';
import type { ImportTemplateRow } from '#shared/domain/entity/import-template.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import {
  emptyFormerTemplates,
  listFormerTemplates,
  listImportTemplates,
} from '../db/repository/import-template.ts';
import type { GuessedColumn } from '../import/column-guess.ts';
import { plainHeader } from '../import/header-alias.ts';
import type { Inspection } from '../import/read-file.ts';
import type { LocalWrite } from '../local-write.ts';

/** Case, spaces, marks and remarks in brackets make no other file. Undefined where there are no headers. */
function signatureOf(columns: readonly Pick<GuessedColumn, 'header'>[]): string | undefined {
  const headers = columns.map(({ header }) => plainHeader(header));
  if (headers.every((header) => header === '')) return undefined;
  return createHash('sha256').update(JSON.stringify(headers)).digest('hex');
}

interface KeptColumn {
  index: number;
  header: string;
  field: string;
  label?: string | undefined;
}

export interface KeptMapping {
  id: string;
  name: string;
  columns: GuessedColumn[];
}

export function createImportTemplates({
  db,
  clock,
  mutator,
  userScopeId,
}: Pick<CoreContext, 'db' | 'clock' | 'mutator' | 'userScopeId'>) {
  function all(): ImportTemplateRow[] {
    handOver();
    return listImportTemplates(db);
  }

  function findFor(kind: ImportKind, signature: string): ImportTemplateRow | undefined {
    return all().find((row) => row.kind === kind && row.headers === signature);
  }

  /** Once: what this device kept for itself goes to the person's other devices too. */
  function handOver(): void {
    if (mutator.isReadOnly()) return;
    const former = listFormerTemplates(db);
    if (former.length === 0) return;
    db.transaction(() => {
      const writes = former.flatMap(({ id, name, kind, columns, at }): LocalWrite[] => {
        const headers = signatureOf(columns);
        const fields = { name, kind, columns, keptAt: at };
        return headers === undefined ? [] : [insertOf(id, { ...fields, headers })];
      });
      if (writes.length > 0) mutator.mutate('import.keepTemplate', writes);
      emptyFormerTemplates(db);
    });
  }

  function insertOf(
    id: string,
    {
      columns,
      ...fields
    }: Pick<ImportTemplateRow, 'name' | 'kind' | 'headers' | 'keptAt'> & {
      columns: readonly KeptColumn[];
    },
  ): LocalWrite {
    const kept = { ...fields, columns: columns.map(storable) };
    return { op: 'insert', entity: 'import_template', id, scope: userScopeId, fields: kept };
  }

  function patch(name: string, id: string, fields: Record<string, unknown>): void {
    if (!all().some((row) => row.id === id)) throw new CoreError('NOT_FOUND', 'import_template');
    mutator.mutate(name, [{ op: 'patch', entity: 'import_template', id, fields }]);
  }

  return {
    /** The mapping kept for such a file, with the headers as this file writes them. */
    find({ guess, kind }: Pick<Inspection, 'guess' | 'kind'>): KeptMapping | undefined {
      if (!guess?.hasHeader) return undefined;
      const signature = signatureOf(guess.columns);
      const known = signature === undefined ? undefined : findFor(kind, signature);
      if (!known) return undefined;
      const fields = new Map(columnsOf(known).map((column) => [column.index, column]));
      const columns = guess.columns.map((column) => {
        const { field, label } = fields.get(column.index) ?? column;
        return {
          index: column.index,
          header: column.header,
          field,
          ...(label === undefined ? {} : { label }),
        };
      });
      return { id: known.id, name: known.name, columns };
    },

    /** Of a table that seems to have no headers: whether its first row is one that a mapping is kept for. */
    isKnown({ guess, kind, sample }: Pick<Inspection, 'guess' | 'kind' | 'sample'>): boolean {
      const [first] = sample;
      if (guess?.hasHeader !== false || !first) return false;
      const signature = signatureOf(first.map((header) => ({ header })));
      return signature !== undefined && findFor(kind, signature) !== undefined;
    },

    list: (): ImportTemplate[] => all().map(templateOf),

    keep(name: string, kind: ImportKind, columns: NonNullable<ImportChoice['columns']>): ImportTemplate {
      const headers = signatureOf(columns);
      if (headers === undefined) throw new CoreError('REFUSED', 'NO_HEADERS');
      const keptAt = instantOf(clock);
      const known = findFor(kind, headers);
      const id = known?.id ?? uuidv7(clock);
      if (known) patch('import.keepTemplate', id, { name, columns: columns.map(storable), keptAt });
      else mutator.mutate('import.keepTemplate', [insertOf(id, { name, kind, headers, columns, keptAt })]);
      return { id, name, kind, headers: columns.map(({ header }) => header), at: keptAt };
    },

    rename: (id: string, name: string): void => patch('import.renameTemplate', id, { name }),
    delete: (id: string): void => patch('import.deleteTemplate', id, { deletedAt: instantOf(clock) }),
  };
}

/** A column as it can be kept: headers of any file, cut where they are longer than anybody reads. */
function storable({ index, header, field, label }: KeptColumn): ImportTemplateRow['columns'][number] {
  const plain = (text: string) => text.toWellFormed().replaceAll('\0', '').slice(0, 200).toWellFormed();
  return { index, header: plain(header), field, ...(label === undefined ? {} : { label: plain(label) }) };
}

/** What a newer program mapped to a field this one does not know stays out. */
function columnsOf({ columns }: ImportTemplateRow): GuessedColumn[] {
  return columns.filter((column): column is GuessedColumn =>
    (importFieldNames as readonly string[]).includes(column.field),
  );
}

function templateOf({ id, name, kind, columns, keptAt }: ImportTemplateRow): ImportTemplate {
  return { id, name, kind, headers: columns.map(({ header }) => header), at: keptAt };
}
