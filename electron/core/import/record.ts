/** What every reader of address-book files produces, before anything is matched or stored. */
import type { ImportFieldName } from '#shared/contract/import.ts';

/** A file as the rep chose it. `name` is shown only, never used as a path. */
export interface ImportFile {
  name: string;
  bytes: Uint8Array;
}

export type ImportFormat = 'vcard' | 'csv' | 'xlsx';

/** The fields of a customer card that an import can fill. `ignore` drops the column. */
export type ImportField = ImportFieldName;

/** One value as given in the file, with the label the file put on it (`home`, `* 手机`, a column header …). */
export interface LabelledValue {
  value: string;
  label?: string | undefined;
}

/** One person of the file. Text is kept as given (trimmed, line ends normalised to \n); nothing is invented. */
export interface ImportRecord {
  /** 1-based: line of the row in a CSV, row of the sheet, or ordinal of the card. */
  line: number;
  name: string;
  nickname?: string | undefined;
  addressAs?: string | undefined;
  remark?: string | undefined;
  /** One of the tiers, as written. */
  tier?: string | undefined;
  phones: LabelledValue[];
  wechats: LabelledValue[];
  emails: LabelledValue[];
  company?: string | undefined;
  jobTitle?: string | undefined;
  addresses: LabelledValue[];
  city?: string | undefined;
  /** `yyyy-MM-dd`, or `--MM-dd` where the year is unknown; absent when the text could not be read as a date. */
  birthdayOn?: string | undefined;
  gender?: 'female' | 'male' | undefined;
  source?: string | undefined;
  /** Where they are told apart from the source (practice B15). */
  sourcePlatform?: string | undefined;
  sourceCampaign?: string | undefined;
  sourcePlacement?: string | undefined;
  /** As our own export writes them. */
  status?: string | undefined;
  consent?: string | undefined;
  /** Of a card in the book this program exported from. */
  cardId?: string | undefined;
  tags: string[];
  /** Everything worth keeping that has no field of its own (url, anniversary, custom fields, unreadable dates) as "label: value" lines, after the file's own note. */
  note?: string | undefined;
  /** What the shop calls the customer: a member number. */
  externalIds?: LabelledValue[] | undefined;
  /** Balance of the member points, as written. */
  points?: string | undefined;
  /** Cells that could not be read. They are told; the person is imported all the same, with the text in the note. */
  unread?: UnreadCell[] | undefined;
}

export interface UnreadCell {
  code: 'BAD_POINTS';
  /** 0-based. */
  column: number;
  value: string;
}

/** A row that could not become a record; `code` is translated by the page. */
export interface BadRow {
  line: number;
  code: 'NO_NAME' | 'TOO_MANY_COLUMNS' | 'UNREADABLE' | 'TOO_LONG' | 'NO_PRODUCT' | 'BAD_DATE' | 'BAD_AMOUNT';
  detail?: string | undefined;
  /** Of a table: the column at fault, 0-based. */
  column?: number | undefined;
}
