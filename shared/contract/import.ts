import { z } from 'zod';
import { base } from './base.ts';

export const importFieldNames = [
  'name',
  'familyName',
  'givenName',
  'nickname',
  'addressAs',
  'phone',
  'wechat',
  'email',
  'company',
  'jobTitle',
  'address',
  'city',
  'birthday',
  'gender',
  'source',
  'sourcePlatform',
  'sourceCampaign',
  'sourcePlacement',
  'status',
  'consent',
  'cardId',
  'tier',
  'tag',
  'remark',
  'note',
  'externalId',
  'points',
  'orderNo',
  'orderedOn',
  'product',
  'quantity',
  'paid',
  'margin',
  'ignore',
] as const;
export type ImportFieldName = (typeof importFieldNames)[number];

/** What the rows of a file are. Orders belong to customers who are there already. */
export const importKinds = ['customer', 'order'] as const;
const importKind = z.enum(importKinds);
export type ImportKind = z.infer<typeof importKind>;

const orderOnly: readonly ImportFieldName[] = [
  'orderNo',
  'orderedOn',
  'product',
  'quantity',
  'paid',
  'margin',
];

/** Where the columns of such a file can go. */
export const importFieldsOf: Readonly<Record<ImportKind, readonly ImportFieldName[]>> = {
  customer: importFieldNames.filter((field) => !orderOnly.includes(field)),
  order: [...orderOnly, 'name', 'phone', 'wechat', 'email', 'externalId', 'ignore'],
};

/** What the wizard offers when the rep wants another encoding. */
export const offeredEncodings = [
  'utf-8',
  'gbk',
  'gb18030',
  'big5',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
] as const;

export const importColumn = z.object({
  index: z.int().min(0),
  header: z.string(),
  field: z.enum(importFieldNames),
  label: z.string().optional(),
});

/** What becomes of a row that belongs to a deleted customer: that one comes back, a new one is made, or it is left out. */
export const deletedChoices = ['restore', 'new', 'skip'] as const;
const deletedChoice = z.enum(deletedChoices);
export type DeletedChoice = z.infer<typeof deletedChoice>;

/** What the rep may correct before the dry run. */
export const importChoice = z.object({
  /** Guessed by the headers where absent; a vCard has customers. */
  kind: importKind.optional(),
  encoding: z.string().max(40).optional(),
  delimiter: z.string().max(4).optional(),
  sheet: z.string().max(200).optional(),
  hasHeader: z.boolean().optional(),
  columns: z.array(importColumn).max(256).optional(),
  /** For all rows of deleted customers, `restore` where absent; and for single ones, by line. */
  deleted: deletedChoice.optional(),
  deletedRows: z
    .array(z.object({ line: z.int(), choice: deletedChoice }))
    .max(60_000)
    .optional(),
});
export type ImportChoice = z.infer<typeof importChoice>;

export const importInspection = z.object({
  importId: z.guid(),
  fileName: z.string(),
  format: z.enum(['vcard', 'csv', 'xlsx']),
  /** `guess`: the wizard asks the rep to choose among the candidates. */
  encoding: z
    .object({
      name: z.string(),
      confidence: z.enum(['certain', 'likely', 'guess']),
      candidates: z.array(z.string()),
    })
    .nullable(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.object({ name: z.string(), rows: z.int() })),
  sheet: z.string().nullable(),
  hasHeader: z.boolean(),
  columns: z.array(importColumn),
  kind: importKind,
  /** The kept mapping that `columns` comes from: one of a file with the same headers. */
  template: z.object({ id: z.guid(), name: z.string() }).nullable(),
  /** First rows as read, for the eye. */
  sample: z.array(z.array(z.string())),
  records: z.int(),
  /** Pictures of a vCard: they are not imported. */
  pictures: z.int(),
});
export type ImportInspection = z.infer<typeof importInspection>;

const previewRow = z.object({
  line: z.int(),
  name: z.string(),
  phone: z.string(),
  outcome: z.enum(['new', 'same', 'changed', 'deleted', 'bad']),
  /** Of an order. */
  order: z
    .object({ orderNo: z.string(), orderedOn: z.string(), product: z.string(), paidFen: z.int() })
    .nullable(),
  /** For `changed`, and `deleted` who come back: the fields that would be filled or added. */
  changes: z.array(z.string()),
  /** Of an order of a deleted customer: unless it is left out, that one comes back with it. */
  customerDeleted: z.boolean().optional(),
  /** For `bad`: the reason's code. */
  code: z.string().nullable(),
  /** For `bad`: what could not be read. The rest of such a row is imported, and it has a second line that tells as what. */
  value: z.string().optional(),
});
export const importPreview = z.object({
  /** `deleted`: rows of deleted customers, whatever is decided about them. `bad`: also those of which only a part is not imported. */
  counts: z.object({ new: z.int(), same: z.int(), changed: z.int(), deleted: z.int(), bad: z.int() }),
  /** At most 500 rows of each outcome. */
  rows: z.array(previewRow),
  /** Tiers of the file that are not ours: they become tags. The most frequent ones, each with its rows. */
  tierWords: z.array(z.object({ word: z.string(), rows: z.int() })),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importRun = z.object({
  id: z.guid(),
  fileName: z.string(),
  at: z.string(),
  /** Of rows of the file, those that brought a deleted customer back as `changed`, those left out as `same`; while it is running and after it was stopped: of those written so far. */
  counts: z.object({ new: z.int(), same: z.int(), changed: z.int(), bad: z.int() }),
  /**
   * `stopped`: by the person, by a failure or by the end of the program; what it wrote can be taken back or kept.
   * `undoing`: taking it back was cut off, and can be gone on with.
   */
  state: z.enum(['running', 'stopped', 'done', 'undoing', 'undone']),
  /** Of `total` customers to write. */
  written: z.int(),
  total: z.int(),
  undoneAt: z.string().nullable(),
  kind: importKind,
});
export type ImportRun = z.infer<typeof importRun>;

/** How the columns of files with certain headers are mapped. Kept on this device. */
export const importTemplate = z.object({
  id: z.guid(),
  name: z.string(),
  kind: importKind,
  headers: z.array(z.string()),
  at: z.string(),
});
export type ImportTemplate = z.infer<typeof importTemplate>;
const templateName = z.string().trim().min(1).max(50);

const problemLanguage = z.enum(['zh-CN', 'en']);
export type ImportProblemLanguage = z.infer<typeof problemLanguage>;

/**
 * REFUSED details are those of the readers: EMPTY, BAD_ENCODING, NOT_A_TABLE, NOT_XLSX, OLD_XLS, ENCRYPTED_XLSX, TOO_LARGE,
 * TOO_MANY_ROWS, TOO_MANY_COLUMNS, NO_CARDS, BROKEN, TALK (a record of a talk, no address book); and NO_BOOK.
 */
export const importContract = {
  /** Reads a file (at most 50 MB) and keeps it in memory until imported or dropped. */
  inspect: base
    .input(z.object({ fileName: z.string().max(300), bytes: z.instanceof(Blob) }))
    .output(importInspection),
  /** Reads the same file again with the rep's corrections. */
  reinspect: base.input(z.object({ importId: z.guid(), choice: importChoice })).output(importInspection),
  /** Dry run: nothing is written. */
  preview: base.input(z.object({ importId: z.guid(), choice: importChoice })).output(importPreview),
  /**
   * The rows of the dry run that cannot be imported, as a CSV file: their own columns, then row, column and reason. It
   * can be put right and imported again.
   */
  problems: base
    .input(z.object({ importId: z.guid(), choice: importChoice, language: problemLanguage }))
    .output(z.object({ fileName: z.string(), bytes: z.instanceof(Blob), rows: z.int() })),
  /**
   * Imports everything that is new or changed, slice by slice; progress comes as live events. Ends with the state `done`
   * or, after `stop`, `stopped`: the same file can then be run again, which adds the rest.
   */
  run: base.input(z.object({ importId: z.guid(), choice: importChoice })).output(importRun),
  /** Ends a run after the slice that is being written; `importId` may be the id of the run as well. */
  stop: base.input(z.object({ importId: z.guid() })).output(z.void()),
  templates: base.output(z.array(importTemplate)),
  /** Takes the place of an earlier one for the same headers. REFUSED NO_HEADERS where the file has none. */
  keepTemplate: base
    .input(z.object({ importId: z.guid(), choice: importChoice, name: templateName }))
    .output(importTemplate),
  renameTemplate: base.input(z.object({ id: z.guid(), name: templateName })).output(z.void()),
  deleteTemplate: base.input(z.object({ id: z.guid() })).output(z.void()),
  drop: base.input(z.object({ importId: z.guid() })).output(z.void()),
  runs: base.output(z.array(importRun)),
  /** Keeps what a stopped run wrote. */
  keep: base.input(z.object({ id: z.guid() })).output(importRun),
  /** Takes the whole import back; values edited since stay. Progress comes as live events under the id of the run. */
  undo: base
    .input(z.object({ id: z.guid() }))
    .output(z.object({ removed: z.int(), restored: z.int(), kept: z.int() })),
};
