/** Customers as a table whose headers the import knows again. Each contact has a column of its own: 手机, 手机2, … */
import type { ContactPoint } from '#shared/domain/entity/book.ts';
import type { ExportCustomer } from '../db/repository/export-row.ts';

export type ExportLanguage = 'zh-CN' | 'en';

/** Who took the file, when, and under which number of the audit log; stands in every row. */
export type Watermark = string;

const headers = {
  'zh-CN': {
    name: '姓名',
    addressAs: '称谓',
    nickname: '昵称',
    gender: '性别',
    birthdayOn: '生日',
    company: '公司',
    jobTitle: '职位',
    city: '城市',
    tier: '层级',
    source: '来源',
    tags: '标签',
    remark: '卡片备注',
    phone: '手机',
    wechat: '微信号',
    email: '邮箱',
    address: '地址',
    other: '其他联系方式',
    watermark: '导出记录',
  },
  en: {
    name: 'Name',
    addressAs: 'Address as',
    nickname: 'Nickname',
    gender: 'Gender',
    birthdayOn: 'Birthday',
    company: 'Company',
    jobTitle: 'Job title',
    city: 'City',
    tier: 'Tier',
    source: 'Source',
    tags: 'Tags',
    remark: 'Card remark',
    phone: 'Phone',
    wechat: 'WeChat ID',
    email: 'Email',
    address: 'Address',
    other: 'Other contact',
    watermark: 'Export record',
  },
} as const;

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

const kinds: readonly ContactPoint['kind'][] = ['phone', 'wechat', 'email', 'address', 'other'];

/** `a;b`; where a tag has a separator in it, all of them in the form that has room for it. */
function joinTags(tags: readonly string[]): string {
  if (!tags.some((tag) => /[;；,，、|\n]/.test(tag))) return tags.join(';');
  return tags.length === 1 ? `${tags[0]} :::` : tags.join(' ::: ');
}

/** The header row and one row for each customer, all texts as they are on the card. */
export function exportTable(
  customers: readonly ExportCustomer[],
  watermark: Watermark,
  language: ExportLanguage,
): string[][] {
  const words = headers[language];
  const contactsOf = (customer: ExportCustomer, kind: ContactPoint['kind']) =>
    customer.contacts.filter((contact) => contact.kind === kind).map(({ value }) => value);
  const widths = kinds.map((kind) => ({
    kind,
    width: customers.reduce((most, customer) => Math.max(most, contactsOf(customer, kind).length), 0),
  }));
  const head = [
    words.name,
    ...widths.flatMap(({ kind, width }) =>
      Array.from({ length: width }, (_, n) => words[kind] + (n === 0 ? '' : String(n + 1))),
    ),
    ...(
      [
        'addressAs',
        'nickname',
        'gender',
        'birthdayOn',
        'company',
        'jobTitle',
        'city',
        'tier',
        'source',
        'tags',
        'remark',
        'watermark',
      ] as const
    ).map((field) => words[field]),
  ];
  const rows = customers.map((customer) => [
    customer.name,
    ...widths.flatMap(({ kind, width }) => {
      const values = contactsOf(customer, kind);
      return Array.from({ length: width }, (_, n) => values[n] ?? '');
    }),
    customer.addressAs,
    customer.nickname,
    customer.gender ? genderWords[language][customer.gender] : '',
    customer.birthdayOn ?? '',
    customer.company,
    customer.jobTitle,
    customer.city,
    customer.tier,
    sourceWords[language][customer.source],
    joinTags(customer.tags),
    customer.remark,
    watermark,
  ]);
  return [head, ...rows];
}
