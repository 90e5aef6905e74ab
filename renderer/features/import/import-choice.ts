/** What the rep corrected so far, and what still stands in the way of the dry run. */
import type {
  DeletedChoice,
  ImportChoice,
  ImportFieldName,
  ImportInspection,
} from '#shared/contract/import.ts';

export type ImportColumn = ImportInspection['columns'][number];
export type ReadingChange = Pick<ImportChoice, 'kind' | 'encoding' | 'delimiter' | 'sheet' | 'hasHeader'>;

/** Reading the file another way gives other columns, so a mapping made before no longer means anything. */
export function withReading(choice: ImportChoice, change: ReadingChange): ImportChoice {
  const { columns: _, ...kept } = choice;
  if (change.sheet !== undefined && change.sheet !== choice.sheet) delete kept.hasHeader;
  return { ...kept, ...change };
}

/** The mapping in force: the rep's own, else the guess. */
export function columnsOf(
  inspection: Pick<ImportInspection, 'columns'>,
  choice: ImportChoice,
): ImportColumn[] {
  return choice.columns ?? inspection.columns;
}

export function withField(
  choice: ImportChoice,
  columns: ImportColumn[],
  index: number,
  field: ImportFieldName,
): ImportChoice {
  return {
    ...choice,
    columns: columns.map((column) => (column.index === index ? { ...column, field } : column)),
  };
}

const nameFields = new Set<ImportFieldName>(['name', 'familyName', 'givenName', 'nickname']);
const keyFields = new Set<ImportFieldName>(['phone', 'wechat', 'email']);

const ownerFields = new Set<ImportFieldName>(['name', 'phone', 'wechat', 'email', 'externalId']);

export type MappingIssue =
  | 'NO_NAME_COLUMN'
  | 'NO_KEY_COLUMN'
  | 'NO_OWNER_COLUMN'
  | 'NO_PRODUCT_COLUMN'
  | 'NO_DATE_COLUMN'
  | 'NO_AMOUNT_COLUMN'
  | 'NO_NUMBER_COLUMN';

/** The dry run makes no sense yet. */
export function isBlocked(issues: readonly MappingIssue[]): boolean {
  return issues.some((issue) => issue !== 'NO_KEY_COLUMN' && issue !== 'NO_NUMBER_COLUMN');
}

function listOrderIssues(columns: ImportColumn[]): MappingIssue[] {
  const has = (field: ImportFieldName) => columns.some((column) => column.field === field);
  const issues: [isMissing: boolean, issue: MappingIssue][] = [
    [!columns.some(({ field }) => ownerFields.has(field)), 'NO_OWNER_COLUMN'],
    [!has('product'), 'NO_PRODUCT_COLUMN'],
    [!has('orderedOn'), 'NO_DATE_COLUMN'],
    [!has('paid'), 'NO_AMOUNT_COLUMN'],
    [!has('orderNo'), 'NO_NUMBER_COLUMN'],
  ];
  return issues.flatMap(([isMissing, issue]) => (isMissing ? [issue] : []));
}

/** A vCard names its own fields, so nothing can be missing there. Without a name no row becomes a customer. */
export function listMappingIssues(
  { format, kind }: Pick<ImportInspection, 'format' | 'kind'>,
  columns: ImportColumn[],
): MappingIssue[] {
  if (format === 'vcard') return [];
  if (kind === 'order') return listOrderIssues(columns);
  const issues: MappingIssue[] = [];
  if (!columns.some(({ field }) => nameFields.has(field))) issues.push('NO_NAME_COLUMN');
  if (!columns.some(({ field }) => keyFields.has(field))) issues.push('NO_KEY_COLUMN');
  return issues;
}

/** The sample without its header line and what stands above it. */
export function bodyRows(inspection: Pick<ImportInspection, 'hasHeader' | 'columns' | 'sample'>): string[][] {
  const { hasHeader, columns, sample } = inspection;
  if (!hasHeader) return sample;
  const at = sample.findIndex((row) =>
    columns.every(({ index, header }) => (row[index] ?? '').trim() === header.trim()),
  );
  return sample.slice(Math.max(at, 0) + 1);
}

/** Up to `limit` filled, different values of one column, for the eye. */
export function sampleValues(sample: string[][], index: number, limit = 3): string[] {
  const values = sample.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '');
  return [...new Set(values)].slice(0, limit);
}

export function deletedChoiceOf(
  { deleted = 'restore', deletedRows = [] }: ImportChoice,
  line: number,
): DeletedChoice {
  return deletedRows.find((row) => row.line === line)?.choice ?? deleted;
}

/** One decision for all takes the single ones back. */
export function withDeletedRow(
  { deletedRows = [] }: ImportChoice,
  line: number,
  choice: DeletedChoice,
): Pick<ImportChoice, 'deletedRows'> {
  return { deletedRows: [...deletedRows.filter((row) => row.line !== line), { line, choice }] };
}

/** How many of the rows of deleted customers are not left out. */
export function countDeletedTaken(
  { deleted = 'restore', deletedRows = [] }: ImportChoice,
  all: number,
): number {
  const single = deletedRows.filter((row) => row.choice !== 'skip').length;
  return deleted === 'skip' ? single : all - (deletedRows.length - single);
}
