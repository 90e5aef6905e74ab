/** Rows of an orders file → orders, by the columns the user confirmed. */
import type { Steps } from '#shared/lib/steps.ts';
import { cellText, splitEmails, splitJoined, splitPhones } from './cell-value.ts';
import { importLimits } from './import-limit.ts';
import { detectDateOrder, parseDate, parseExcelSerial, type DateOrder } from './loose-date.ts';
import { parseFen, parseQuantity } from './loose-number.ts';
import type { PersonContact } from './person.ts';
import type { BadRow, ImportField } from './record.ts';
import { cleanText } from './record-draft.ts';
import type { TableMapping } from './table-record.ts';

export interface OrderRecord {
  line: number;
  /** What the row says of whose order it is. */
  name: string;
  contacts: Pick<PersonContact, 'kind' | 'value'>[];
  /** Empty where the file has none. */
  orderNo: string;
  orderedOn: string;
  product: string;
  /** Undefined where the file does not tell: nothing that is known is then overwritten. */
  quantity: number | undefined;
  paidFen: number;
  marginFen: number | undefined;
}

const contactKinds: Partial<
  Record<ImportField, [kind: PersonContact['kind'], split: (text: string) => string[]]>
> = {
  phone: ['phone', splitPhones],
  wechat: ['wechat', splitJoined],
  email: ['email', splitEmails],
  externalId: ['other', splitJoined],
};

const longest = { product: 200, orderNo: 100 };

function orderOf(
  row: readonly string[],
  line: number,
  columns: TableMapping['columns'],
  order: DateOrder,
): OrderRecord | BadRow {
  const contacts: OrderRecord['contacts'] = [];
  const text = new Map<ImportField, { value: string; column: number }>();
  for (const { index, field } of columns) {
    const value = cleanText(cellText(row[index] ?? '')).toWellFormed();
    if (value === '') continue;
    const contact = contactKinds[field];
    if (contact) for (const one of contact[1](value)) contacts.push({ kind: contact[0], value: one });
    else if (!text.has(field)) text.set(field, { value, column: index });
  }
  const get = (field: ImportField) => text.get(field)?.value ?? '';
  const bad = (code: BadRow['code'], field: ImportField): BadRow => ({
    line,
    code,
    detail: get('name') || contacts[0]?.value,
    column: text.get(field)?.column ?? columns.find((column) => column.field === field)?.index,
  });
  const [product, orderNo] = [get('product'), get('orderNo')];
  if (product === '') return bad('NO_PRODUCT', 'product');
  if (product.length > longest.product) return bad('TOO_LONG', 'product');
  if (orderNo.length > longest.orderNo) return bad('TOO_LONG', 'orderNo');
  const orderedOn = parseDate(get('orderedOn'), order) ?? parseExcelSerial(get('orderedOn'));
  if (!orderedOn || orderedOn.startsWith('--')) return bad('BAD_DATE', 'orderedOn');
  const paidFen = parseFen(get('paid'));
  if (paidFen === undefined) return bad('BAD_AMOUNT', 'paid');
  const quantity = get('quantity') === '' ? undefined : parseQuantity(get('quantity'));
  if (quantity === undefined && get('quantity') !== '') return bad('BAD_AMOUNT', 'quantity');
  const marginFen = get('margin') === '' ? undefined : parseFen(get('margin'));
  if (marginFen === undefined && get('margin') !== '') return bad('BAD_AMOUNT', 'margin');
  return { line, name: get('name'), contacts, orderNo, orderedOn, product, quantity, paidFen, marginFen };
}

/** Blank rows are left out. */
export function* orderSteps(
  table: string[][],
  { headerRow, columns }: TableMapping,
  lines?: number[],
): Steps<{ orders: OrderRecord[]; bad: BadRow[] }> {
  const orders: OrderRecord[] = [];
  const bad: BadRow[] = [];
  const dates = columns.find(({ field }) => field === 'orderedOn')?.index ?? -1;
  const order = detectDateOrder(table.slice(headerRow + 1).map((row) => row[dates] ?? ''));
  for (let index = headerRow + 1; index < table.length; index += 1) {
    yield;
    const row = table[index] ?? [];
    const line = lines?.[index] ?? index + 1;
    if (row.every((cell) => cell.trim() === '')) continue;
    if (row.length > importLimits.columns) {
      bad.push({ line, code: 'TOO_MANY_COLUMNS', detail: `${row.length}` });
      continue;
    }
    const result = orderOf(row, line, columns, order);
    if ('code' in result) bad.push(result);
    else orders.push(result);
  }
  return { orders, bad };
}
