/** Customers as a table whose headers the import knows again. Each contact has a column of its own: 手机, 手机2, … */
import type { ContactPoint } from '#shared/domain/entity/book.ts';
import type { ExportCustomer } from '../db/repository/export-row.ts';
import {
  consentWords,
  contactNames,
  exportHeaders,
  labelSuffix,
  statusWords,
  type ExportLanguage,
} from './export-header.ts';

/** Who took the file, when, and under which number of the audit log; stands in every row. */
export type Watermark = string;

const sourceWords: Record<ExportLanguage, Record<ExportCustomer['source'], string>> = {
  'zh-CN': {
    order: '订单粉',
    referral: '转介绍',
    paid: '付费',
    content: '内容',
    partner: '异业',
    unknown: '',
    fission: '裂变',
  },
  en: {
    order: 'order',
    referral: 'referral',
    paid: 'paid',
    content: 'content',
    partner: 'partner',
    unknown: '',
    fission: 'fission',
  },
};
const genderWords = { 'zh-CN': { female: '女', male: '男' }, en: { female: 'female', male: 'male' } };

/** `a;b`; where a tag has a separator in it, all of them in the form that has room for it. */
function joinTags(tags: readonly string[]): string {
  if (!tags.some((tag) => /[;；,，、|\n]/.test(tag))) return tags.join(';');
  return tags.length === 1 ? `${tags[0]} :::` : tags.join(' ::: ');
}

const fieldNames = [
  'addressAs',
  'nickname',
  'gender',
  'birthdayOn',
  'company',
  'jobTitle',
  'city',
  'tier',
  'source',
  'sourcePlatform',
  'sourceCampaign',
  'sourcePlacement',
  'status',
  'consent',
  'points',
  'tags',
  'remark',
  'cardId',
  'watermark',
] as const;

/** The header row and one row for each customer, all texts as they are on the card. */
export function exportTable(
  customers: readonly ExportCustomer[],
  watermark: Watermark,
  language: ExportLanguage,
): string[][] {
  const words = exportHeaders[language];
  const contactsOf = (customer: ExportCustomer, kind: ContactPoint['kind']) =>
    customer.contacts.filter((contact) => contact.kind === kind);
  const columns = contactNames.flatMap((kind) => {
    const width = customers.reduce((most, customer) => Math.max(most, contactsOf(customer, kind).length), 0);
    return Array.from({ length: width }, (_, n) => ({
      kind,
      n,
      header: words[kind] + (n === 0 ? '' : String(n + 1)),
      hasLabels: customers.some((customer) => (contactsOf(customer, kind)[n]?.label ?? '') !== ''),
    }));
  });
  const head = [
    words.name,
    ...columns.flatMap(({ header, hasLabels }) =>
      hasLabels ? [header, header + labelSuffix[language]] : [header],
    ),
    ...fieldNames.map((field) => words[field]),
  ];
  const rows = customers.map((customer) => [
    customer.name,
    ...columns.flatMap(({ kind, n, hasLabels }) => {
      const { value = '', label = '' } = contactsOf(customer, kind)[n] ?? {};
      return hasLabels ? [value, label] : [value];
    }),
    ...fieldNames.map((field) => cellOf(customer, field, watermark, language)),
  ]);
  return [head, ...rows];
}

function cellOf(
  customer: ExportCustomer,
  field: (typeof fieldNames)[number],
  watermark: Watermark,
  language: ExportLanguage,
): string {
  switch (field) {
    case 'gender':
      return customer.gender ? genderWords[language][customer.gender] : '';
    case 'source':
      return sourceWords[language][customer.source];
    case 'status':
      return statusWords[language][customer.status];
    case 'consent':
      return consentWords[language][customer.consent];
    case 'points':
      return customer.points === null ? '' : String(customer.points);
    case 'tags':
      return joinTags(customer.tags);
    case 'cardId':
      return customer.id;
    case 'watermark':
      return watermark;
    default:
      return customer[field] ?? '';
  }
}
