/** A record of a file in the form of a customer card: text made storable, what a field cannot hold moved to a note. */
import { normalisePhone } from '#shared/domain/phone.ts';
import { tiers, type ContactPoint, type Customer, type Tier } from '#shared/domain/entity/book.ts';
import { consentOf, statusOf } from '../export/export-header.ts';
import { parsePoints } from './loose-number.ts';
import type { ImportRecord, LabelledValue } from './record.ts';
import { readSource, sourcePartLimits, type SourceParts } from './source-word.ts';

export const filledFields = [
  'nickname',
  'addressAs',
  'gender',
  'birthdayOn',
  'company',
  'jobTitle',
  'city',
  'remark',
] as const;
type FilledField = (typeof filledFields)[number];
export type FilledValues = { -readonly [F in FilledField]?: Customer[F] };

export interface PersonContact {
  kind: ContactPoint['kind'];
  value: string;
  label: string;
}

export interface Person {
  line: number;
  name: string;
  fields: FilledValues;
  /** The file's word for the source, and what it means. */
  sourceWord: string;
  origin: SourceParts;
  /** Of a new customer only; a card's tier is its rep's. */
  tier: Tier | undefined;
  /** A tier that is not one of ours; it is among the tags, or in the surplus. */
  tierWord: string;
  /** Whether, and for what, they may be contacted. */
  status: Customer['status'] | undefined;
  consent: Customer['consent'] | undefined;
  /** The card they had in the book they were exported from. */
  cardId: string | undefined;
  /** Balance of the member points. */
  points: number | undefined;
  contacts: PersonContact[];
  tags: string[];
  notes: string[];
  /** `field: value` lines for values no field can hold. */
  surplus: string[];
}

/** Names of the fields as they stand in notes; notes are data, so they have one language. */
export const fieldLabels = {
  name: '姓名',
  nickname: '昵称',
  addressAs: '称谓',
  remark: '卡片备注',
  gender: '性别',
  birthdayOn: '生日',
  company: '公司',
  jobTitle: '职务',
  city: '城市',
  tier: '层级',
  status: '联系状态',
  consent: '联系授权',
  source: '来源',
  phone: '电话',
  wechat: '微信',
  email: '邮箱',
  address: '地址',
  other: '联系方式',
  tag: '标签',
} as const;

const limits = {
  name: 200,
  nickname: 200,
  addressAs: 100,
  remark: 5_000,
  company: 200,
  jobTitle: 200,
  city: 100,
  contact: 1_000,
  label: 100,
  tag: 50,
};
const noteLimit = 20_000;

/** Undefined where the name is longer than a card can hold. */
export function personOf(record: ImportRecord): Person | undefined {
  const name = storable(record.name);
  if (name === '' || name.length > limits.name) return undefined;
  const surplus: string[] = [];
  const person: Person = {
    line: record.line,
    name,
    fields: {},
    sourceWord: storable(record.source ?? ''),
    origin: { source: undefined, platform: '', campaign: '', placement: '' },
    tier: tierOf(record.tier ?? ''),
    tierWord: '',
    status: record.status === undefined ? undefined : statusOf(record.status),
    consent: record.consent === undefined ? undefined : consentOf(record.consent),
    cardId: isId(record.cardId) ? record.cardId.toLowerCase() : undefined,
    points: record.points === undefined ? undefined : parsePoints(record.points),
    contacts: [],
    tags: [],
    notes: [],
    surplus,
  };
  for (const field of ['nickname', 'addressAs', 'company', 'jobTitle', 'city', 'remark'] as const) {
    const value = storable(record[field] ?? '');
    if (value.length > limits[field]) surplus.push(lineOf(field, value));
    else if (value !== '') person.fields[field] = value;
  }
  if (record.gender) person.fields.gender = record.gender;
  if (record.birthdayOn) person.fields.birthdayOn = record.birthdayOn;
  person.origin = originOf(person, record);
  addContacts(person, 'phone', record.phones);
  addContacts(person, 'wechat', record.wechats);
  addContacts(person, 'email', record.emails);
  addContacts(person, 'address', record.addresses);
  addContacts(person, 'other', record.externalIds ?? []);
  const addTag = (field: 'tag' | 'tier', raw: string): void => {
    const tag = storable(raw);
    if (tag.length > limits.tag) surplus.push(lineOf(field, tag));
    else if (tag !== '' && !person.tags.includes(tag)) person.tags.push(tag);
  };
  for (const raw of record.tags) addTag('tag', raw);
  if (person.tier === undefined) {
    person.tierWord = storable(record.tier ?? '');
    addTag('tier', person.tierWord);
  }
  person.notes = notePieces(storable(record.note ?? ''));
  return person;
}

/** `A`, `a级`, `A类客户`. */
function tierOf(text: string): Tier | undefined {
  if (text === '') return undefined;
  const word = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/(级|类|档)?(客户)?$/, '');
  return tiers.find((tier) => tier === word);
}

/**
 * What the file tells apart goes before what is read out of a word. A part that is longer than a card can hold is kept
 * with the whole word.
 */
function originOf({ sourceWord, surplus }: Person, record: ImportRecord): SourceParts {
  const read = readSource(sourceWord);
  const told = {
    platform: storable(record.sourcePlatform ?? ''),
    campaign: storable(record.sourceCampaign ?? ''),
    placement: storable(record.sourcePlacement ?? ''),
  };
  const origin = { ...read };
  for (const part of ['platform', 'campaign', 'placement'] as const) {
    if (told[part] !== '' && read[part] !== '' && told[part] !== read[part])
      surplus.push(lineOf('source', sourceWord));
    origin[part] = told[part] || read[part];
    if (origin[part].length <= sourcePartLimits[part]) continue;
    surplus.push(lineOf('source', told[part] || sourceWord));
    origin[part] = '';
  }
  return origin;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function isId(text: string | undefined): text is string {
  return text !== undefined && uuid.test(text);
}

export function lineOf(field: keyof typeof fieldLabels, value: string): string {
  return `${fieldLabels[field]}: ${value}`;
}

function addContacts(
  person: Person,
  kind: keyof typeof fieldLabels & PersonContact['kind'],
  values: LabelledValue[],
): void {
  for (const { value: raw, label } of values) {
    const value = storable(raw);
    if (value === '') continue;
    if (value.length > limits.contact) person.surplus.push(lineOf(kind, value));
    else if (!person.contacts.some((contact) => isSameContact(contact, { kind, value }))) {
      person.contacts.push({ kind, value, label: pieces(storable(label ?? ''), limits.label)[0] ?? '' });
    }
  }
}

type Contact = Pick<PersonContact, 'kind' | 'value'>;

export function isSameContact(a: Contact, b: Contact): boolean {
  return a.kind === b.kind && contactForm(a) === contactForm(b);
}

/** The form contact points are compared in: digits of a phone, else the text without case and outer spaces. */
export function contactForm({ kind, value }: Contact): string {
  const digits = kind === 'phone' ? normalisePhone(value) : '';
  return digits || value.normalize('NFKC').trim().toLowerCase();
}

/** Without what the server's database cannot store: NUL goes, a lone surrogate becomes U+FFFD. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').trim();
}

/** A text in the sizes notes can have. */
export function notePieces(text: string): string[] {
  return pieces(text, noteLimit);
}

/** Cut between code points. */
function pieces(text: string, size: number): string[] {
  const result: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + size);
    if (to < text.length && /[\ud800-\udbff]/.test(text[to - 1]!)) to--;
    result.push(text.slice(from, to));
    from = to;
  }
  return result;
}
