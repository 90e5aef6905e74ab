/** Mappings kept by name: a file with the same headers is mapped as the last one was. */
import type { ImportChoice, ImportKind, ImportTemplate } from '#shared/contract/import.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import {
  deleteImportTemplate,
  findImportTemplate,
  listImportTemplates,
  putImportTemplate,
  renameImportTemplate,
  type ImportTemplateRow,
} from '../db/repository/import-template.ts';
import type { GuessedColumn } from '../import/column-guess.ts';
import { plainHeader } from '../import/header-alias.ts';
import type { Inspection } from '../import/read-file.ts';

/** Case, spaces, marks and remarks in brackets make no other file. Undefined where there are no headers. */
function signatureOf(columns: readonly Pick<GuessedColumn, 'header'>[]): string | undefined {
  const headers = columns.map(({ header }) => plainHeader(header));
  return headers.some((header) => header !== '') ? JSON.stringify(headers) : undefined;
}

export interface KeptMapping {
  id: string;
  name: string;
  columns: GuessedColumn[];
}

export function createImportTemplates({ db, clock }: Pick<CoreContext, 'db' | 'clock'>) {
  return {
    /** The mapping kept for such a file, with the headers as this file writes them. */
    find({ guess, kind }: Pick<Inspection, 'guess' | 'kind'>): KeptMapping | undefined {
      if (!guess?.hasHeader) return undefined;
      const signature = signatureOf(guess.columns);
      const known = signature === undefined ? undefined : findImportTemplate(db, kind, signature);
      if (!known) return undefined;
      const fields = new Map((known.columns as GuessedColumn[]).map((column) => [column.index, column]));
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
      return signature !== undefined && findImportTemplate(db, kind, signature) !== undefined;
    },

    list: (): ImportTemplate[] => listImportTemplates(db).map(templateOf),

    keep(name: string, kind: ImportKind, columns: NonNullable<ImportChoice['columns']>): ImportTemplate {
      const headers = signatureOf(columns);
      if (headers === undefined) throw new CoreError('REFUSED', 'NO_HEADERS');
      const id = findImportTemplate(db, kind, headers)?.id ?? uuidv7(clock);
      const row: ImportTemplateRow = { id, name, kind, headers, columns, at: instantOf(clock) };
      putImportTemplate(db, row);
      return templateOf(row);
    },

    rename: (id: string, name: string): void => renameImportTemplate(db, id, name),
    delete: (id: string): void => deleteImportTemplate(db, id),
  };
}

function templateOf({ id, name, kind, columns, at }: ImportTemplateRow): ImportTemplate {
  const headers = (columns as GuessedColumn[]).map(({ header }) => header);
  return { id, name, kind, headers, at };
}
