/** Rows of a table → records, by the columns the user confirmed. */
import type { Steps } from '#shared/lib/steps.ts';
import { consentOf, findOwnField, findOwnLabels, isOwnExport, statusOf } from '../export/export-header.ts';
import { cellText, splitEmails, splitJoined, splitPhones, splitTags } from './cell-value.ts';
import type { ColumnChoice } from './column-guess.ts';
import { findAddressPart, findLabelColumn } from './header-alias.ts';
import type { AddressPart } from './header-alias.ts';
import { importLimits } from './import-limit.ts';
import { detectDateOrder, parseDate, parseExcelSerial, calendarDate } from './loose-date.ts';
import type { DateOrder } from './loose-date.ts';
import { parsePoints } from './loose-number.ts';
import { joinName, orderFullName } from './person-name.ts';
import { formatAddress } from './postal-address.ts';
import { startRecord } from './record-draft.ts';
import type { RecordDraft } from './record-draft.ts';
import type { BadRow, ImportField, ImportRecord, UnreadCell } from './record.ts';

export interface TableMapping {
  /** 0-based; -1 where there is none. */
  headerRow: number;
  columns: ColumnChoice[];
}

/** A column with everything that does not change from row to row. */
interface ReadyColumn {
  index: number;
  field: ImportField;
  label: string | undefined;
  /** What a value is called in the note. */
  title: string;
  labelIndex: number | undefined;
  address: { group: string; part: AddressPart } | undefined;
  order: DateOrder;
  datePart: 'year' | 'month' | 'day' | undefined;
  /** Of our own export: one value of the card, to be taken as it is. */
  isOwn: boolean;
}

/** Values of a row that make sense only together. */
interface Gathered {
  names: string[];
  family: string;
  given: string[];
  addresses: Map<string, { label: string; parts: Map<AddressPart, string[]> }>;
  date: Map<'year' | 'month' | 'day', string>;
  unread: UnreadCell[];
}

function datePartOf(header: string): ReadyColumn['datePart'] {
  if (/^birth\s*year$|^(出生|生日)年份?$/i.test(header)) return 'year';
  if (/^birth\s*month$|^(出生|生日)月份?$/i.test(header)) return 'month';
  return /^birth\s*day$|^(出生|生日)日$/i.test(header) && header !== 'Birthday' && / /.test(header)
    ? 'day'
    : undefined;
}

function readyColumns(table: string[][], { headerRow, columns }: TableMapping): ReadyColumn[] {
  const headers = (headerRow >= 0 ? table[headerRow] : undefined) ?? [];
  const isExport = isOwnExport(headers);
  return columns
    .filter(({ field }) => field !== 'ignore')
    .map(({ index, field, label }) => {
      const header = headers[index]?.trim() ?? '';
      const isOwn = isExport && findOwnField(header) === field;
      const cells = field === 'birthday' ? table.slice(headerRow + 1).map((row) => row[index] ?? '') : [];
      return {
        index,
        field,
        label,
        title: label || header || `${index + 1}`,
        labelIndex: isOwn ? findOwnLabels(headers, header) : findLabelColumn(headers, header),
        address: findAddressPart(header),
        order: detectDateOrder(cells),
        datePart: field === 'birthday' ? datePartOf(header) : undefined,
        isOwn,
      };
    });
}

function readBirthday(text: string, column: ReadyColumn, draft: RecordDraft): void {
  const date = parseDate(text, column.order) ?? parseExcelSerial(text);
  if (date) draft.set('birthdayOn', date, column.title);
  else draft.addExtra(column.title, text);
}

function gatherAddress(
  text: string,
  column: ReadyColumn,
  label: string | undefined,
  gathered: Gathered,
): void {
  const { group, part } = column.address ?? { group: `column ${column.index}`, part: 'whole' as const };
  const entry = gathered.addresses.get(group) ?? { label: label ?? group, parts: new Map() };
  entry.parts.set(part, [...(entry.parts.get(part) ?? []), text]);
  gathered.addresses.set(group, entry);
}

const contactLists: Partial<Record<ImportField, Parameters<RecordDraft['add']>[0]>> = {
  phone: 'phones',
  wechat: 'wechats',
  email: 'emails',
  address: 'addresses',
  externalId: 'externalIds',
};

function readCell(
  text: string,
  column: ReadyColumn,
  row: string[],
  draft: RecordDraft,
  gathered: Gathered,
): void {
  const own =
    column.labelIndex === undefined ? '' : cellText(row[column.labelIndex] ?? '').replace(/^\* /, '');
  const label = own || column.label;
  const list = column.isOwn ? contactLists[column.field] : undefined;
  if (list) return draft.add(list, text, label);
  switch (column.field) {
    case 'name':
      return void gathered.names.push(text);
    case 'familyName':
      gathered.family = gathered.family ? `${gathered.family} ${text}` : text;
      return undefined;
    case 'givenName':
      return void gathered.given.push(text);
    case 'phone':
      return splitPhones(text).forEach((phone) => draft.add('phones', phone, label));
    case 'email':
      return splitEmails(text).forEach((email) => draft.add('emails', email, label));
    case 'wechat':
      return splitJoined(text).forEach((account) => draft.add('wechats', account, label));
    case 'address':
      return gatherAddress(text, column, label, gathered);
    case 'city':
      if (!draft.get('city')) draft.set('city', text, column.title);
      else if (!column.address) draft.addExtra(column.title, text);
      return column.address ? gatherAddress(text, column, label, gathered) : undefined;
    case 'birthday':
      if (column.datePart) return void gathered.date.set(column.datePart, text);
      return readBirthday(text, column, draft);
    case 'gender':
      return draft.setGender(text, column.title);
    case 'tag':
      return splitTags(text).forEach(draft.addTag);
    case 'note':
      return column.label
        ? draft.addExtra(column.label, splitJoined(text).join(', '))
        : draft.addOwnNote(text);
    case 'externalId':
      return draft.add('externalIds', text, column.label ?? column.title);
    case 'points':
      if (parsePoints(text) !== undefined) return draft.set('points', text, column.title);
      gathered.unread.push({ code: 'BAD_POINTS', column: column.index, value: text });
      return draft.addExtra(column.title, text);
    case 'status':
      return statusOf(text) ? draft.set('status', text, column.title) : draft.addExtra(column.title, text);
    case 'consent':
      return consentOf(text) ? draft.set('consent', text, column.title) : draft.addExtra(column.title, text);
    case 'cardId':
    case 'sourcePlatform':
    case 'sourceCampaign':
    case 'sourcePlacement':
    case 'nickname':
    case 'addressAs':
    case 'tier':
    case 'remark':
    case 'company':
    case 'jobTitle':
    case 'source':
      return draft.set(column.field, text, column.title);
    case 'orderNo':
    case 'orderedOn':
    case 'product':
    case 'quantity':
    case 'paid':
    case 'margin':
    case 'ignore':
      return undefined;
  }
}

/** Where the whole address is given, its parts only repeat it; a part it lacks is kept all the same. */
function settleAddresses(gathered: Gathered, draft: RecordDraft): void {
  for (const { label, parts } of gathered.addresses.values()) {
    const text = (part: AddressPart): string => (parts.get(part) ?? []).join('\n');
    const whole = text('whole');
    const rest = {
      box: text('box'),
      street: text('street'),
      extended: text('extended'),
      city: text('city'),
      region: text('region'),
      code: text('code'),
      country: text('country'),
    };
    if (whole === '') {
      draft.add('addresses', formatAddress(rest), label);
      continue;
    }
    draft.add('addresses', splitJoined(whole).join('\n').replace(/\n+/g, ', '), label);
    for (const value of Object.values(rest)) if (!whole.includes(value)) draft.addUnlessSaid(label, value);
  }
}

function settleNames({ names, family, given }: Gathered, draft: RecordDraft): void {
  const [first = '', ...middle] = given;
  const parts = { family, given: first, middle: middle.join(' ') };
  draft.name = names[0] ? orderFullName(names[0], parts) : joinName(parts);
  for (const other of [...names.slice(1), family, ...given]) draft.addUnlessSaid('Name', other);
}

function settleDate({ date }: Gathered, draft: RecordDraft): void {
  if (date.size === 0) return;
  const number = (part: 'year' | 'month' | 'day'): number => Number(date.get(part) ?? NaN);
  const year = date.has('year') ? number('year') : undefined;
  const day = calendarDate(year, number('month'), number('day'));
  if (day) draft.set('birthdayOn', day, 'Birthday');
  else
    draft.addExtra(
      'Birthday',
      [date.get('year'), date.get('month'), date.get('day')].filter(Boolean).join('-'),
    );
}

/** The column that a name is missing in, or too long. */
export function findNameColumn({ columns }: Pick<TableMapping, 'columns'>): number | undefined {
  const names = ['name', 'familyName', 'givenName', 'nickname'];
  return columns.find(({ field }) => names.includes(field))?.index;
}

function recordOfRow(row: string[], line: number, columns: ReadyColumn[]): ImportRecord | undefined {
  const draft = startRecord();
  const gathered: Gathered = {
    names: [],
    family: '',
    given: [],
    addresses: new Map(),
    date: new Map(),
    unread: [],
  };
  for (const column of columns) {
    const text = cellText(row[column.index] ?? '');
    if (text !== '') readCell(text, column, row, draft, gathered);
  }
  settleNames(gathered, draft);
  settleAddresses(gathered, draft);
  settleDate(gathered, draft);
  const record = draft.finish(line);
  if (record && gathered.unread.length > 0) record.unread = gathered.unread;
  return record;
}

/**
 * Blank rows are left out. A birthday that can be read in two ways (`1/2/1990` where no row of the column settles the
 * order, `1/2/26`) stays in the note as it was written.
 *
 * @param lines 1-based line of each row of `table`, for messages.
 */
export function* recordSteps(
  table: string[][],
  mapping: TableMapping,
  lines?: number[],
): Steps<{ records: ImportRecord[]; bad: BadRow[] }> {
  const columns = readyColumns(table, mapping);
  const records: ImportRecord[] = [];
  const bad: BadRow[] = [];
  for (let index = mapping.headerRow + 1; index < table.length; index += 1) {
    yield;
    const row = table[index] ?? [];
    const line = lines?.[index] ?? index + 1;
    const first = row.find((cell) => cell.trim() !== '');
    if (first === undefined) continue;
    if (row.length > importLimits.columns)
      bad.push({ line, code: 'TOO_MANY_COLUMNS', detail: `${row.length}` });
    else if (row.some((cell) => cell.length > importLimits.cellCharacters)) {
      const column = row.findIndex((cell) => cell.length > importLimits.cellCharacters);
      bad.push({ line, code: 'TOO_LONG', column });
    } else {
      const record = recordOfRow(row, line, columns);
      if (record) records.push(record);
      else
        bad.push({
          line,
          code: 'NO_NAME',
          detail: first.trim().slice(0, 60),
          column: findNameColumn(mapping),
        });
    }
  }
  return { records, bad };
}
