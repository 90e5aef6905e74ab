/** The columns of an exported table, and how an import knows them again. */
import type { ContactPoint, Customer } from '#shared/domain/entity/book.ts';
import type { ImportFieldName } from '#shared/contract/import.ts';

export type ExportLanguage = 'zh-CN' | 'en';

export const exportHeaders = {
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
    sourcePlatform: '来源平台',
    sourceCampaign: '来源活动',
    sourcePlacement: '来源位置',
    status: '联系状态',
    consent: '联系授权',
    points: '积分',
    tags: '标签',
    remark: '卡片备注',
    phone: '手机',
    wechat: '微信号',
    email: '邮箱',
    address: '地址',
    other: '其他联系方式',
    cardId: '卡片编号',
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
    sourcePlatform: 'Source platform',
    sourceCampaign: 'Source campaign',
    sourcePlacement: 'Source placement',
    status: 'Contact status',
    consent: 'Contact consent',
    points: 'Points',
    tags: 'Tags',
    remark: 'Card remark',
    phone: 'Phone',
    wechat: 'WeChat ID',
    email: 'Email',
    address: 'Address',
    other: 'Other contact',
    cardId: 'Card ID',
    watermark: 'Export record',
  },
} as const;
type HeaderName = keyof (typeof exportHeaders)['en'];

/** What stands after the header of a contact over the column of its labels. */
export const labelSuffix = { 'zh-CN': ' - 标注', en: ' - Label' } as const;

export const statusWords: Record<ExportLanguage, Record<Customer['status'], string>> = {
  'zh-CN': {
    active: '正常',
    do_not_contact: '请勿联系',
    blocked_us: '已拉黑我们',
    deleted_us: '已删除我们',
  },
  en: {
    active: 'active',
    do_not_contact: 'do not contact',
    blocked_us: 'blocked us',
    deleted_us: 'deleted us',
  },
};

export const consentWords: Record<ExportLanguage, Record<Customer['consent'], string>> = {
  'zh-CN': { full: '同意全部联系', service_only: '只接受服务联系', none: '不同意联系' },
  en: { full: 'all contact', service_only: 'service only', none: 'no consent' },
};

export function statusOf(word: string): Customer['status'] | undefined {
  return codeOf(statusWords, word);
}

export function consentOf(word: string): Customer['consent'] | undefined {
  return codeOf(consentWords, word);
}

function codeOf<C extends string>(
  words: Record<ExportLanguage, Record<C, string>>,
  word: string,
): C | undefined {
  const plain = word.trim().toLowerCase();
  for (const named of Object.values(words) as Record<C, string>[])
    for (const code of Object.keys(named) as C[]) if (code === plain || named[code] === plain) return code;
  return undefined;
}

const fields: Record<HeaderName, ImportFieldName> = {
  name: 'name',
  addressAs: 'addressAs',
  nickname: 'nickname',
  gender: 'gender',
  birthdayOn: 'birthday',
  company: 'company',
  jobTitle: 'jobTitle',
  city: 'city',
  tier: 'tier',
  source: 'source',
  sourcePlatform: 'sourcePlatform',
  sourceCampaign: 'sourceCampaign',
  sourcePlacement: 'sourcePlacement',
  status: 'status',
  consent: 'consent',
  points: 'points',
  tags: 'tag',
  remark: 'remark',
  phone: 'phone',
  wechat: 'wechat',
  email: 'email',
  address: 'address',
  other: 'externalId',
  cardId: 'cardId',
  watermark: 'ignore',
};
const byHeader = new Map<string, ImportFieldName>(
  Object.values(exportHeaders).flatMap((words) =>
    (Object.entries(words) as [HeaderName, string][]).map(
      ([name, word]) => [word.toLowerCase(), fields[name]] as const,
    ),
  ),
);
export const contactNames: readonly ContactPoint['kind'][] = ['phone', 'wechat', 'email', 'address', 'other'];

/** An export of this program: every column holds one value of the card, as it is there. */
export function isOwnExport(headers: readonly string[]): boolean {
  return headers.some((header) => byHeader.get(header.trim().toLowerCase()) === 'ignore');
}

/** `手机2` is a phone; undefined for a column that somebody added. */
export function findOwnField(header: string): ImportFieldName | undefined {
  const plain = header.trim().toLowerCase();
  if (Object.values(labelSuffix).some((suffix) => plain.endsWith(suffix.toLowerCase()))) return 'ignore';
  return byHeader.get(plain) ?? byHeader.get(plain.replace(/\d+$/, ''));
}

/** Where the labels of a contact column stand. */
export function findOwnLabels(headers: readonly string[], header: string): number | undefined {
  const wanted = Object.values(labelSuffix).map((suffix) => `${header.trim()}${suffix}`.toLowerCase());
  const at = headers.findIndex((other) => wanted.includes(other.trim().toLowerCase()));
  return at < 0 ? undefined : at;
}
