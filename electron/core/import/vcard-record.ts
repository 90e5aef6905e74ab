/** Card → record. Known properties fill fields; every other readable one becomes a line of the note. */
import { parseDate } from './loose-date.ts';
import { formatAddress } from './postal-address.ts';
import { joinName, orderFullName } from './person-name.ts';
import { cleanText, startRecord } from './record-draft.ts';
import type { RecordDraft } from './record-draft.ts';
import type { BadRow, ImportRecord } from './record.ts';
import type { Card, CardProperty } from './vcard-cards.ts';
import { splitValue, unescapeText } from './vcard-value.ts';
import { propertyTitle, technicalProperties } from './vcard-title.ts';

const silentTypes = new Set([
  'internet',
  'voice',
  'postal',
  'parcel',
  'dom',
  'intl',
  'msg',
  'text',
  'x-internet',
]);
const wechat = /we-?chat|weixin|微信|micromsg/i;

function labelOf(property: CardProperty): string | undefined {
  const types = property.types.filter((type) => !silentTypes.has(type));
  return property.label ?? (types.length > 0 ? types.join(' ') : undefined);
}

/** `Anniversary`, or the property's own title with its types: `URL work`. */
function noteLabel(property: CardProperty): string {
  if (property.label) return property.label;
  const types = property.types.filter((type) => !silentTypes.has(type));
  return [propertyTitle(property.name), ...types].join(' ');
}

const extra = (draft: RecordDraft, property: CardProperty): void =>
  draft.addExtra(noteLabel(property), unescapeText(property.value));

function readNames(properties: CardProperty[], draft: RecordDraft): void {
  const formatted = properties
    .filter(({ name }) => name === 'FN')
    .toSorted((a, b) => Number(b.preferred) - Number(a.preferred))
    .map(({ value }) => unescapeText(value))
    .filter((text) => text !== '');
  const structured = properties.find(
    ({ name, value }) => name === 'N' && value.replaceAll(';', '').trim() !== '',
  );
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = structured
    ? splitValue(structured.value, ';')
    : [];
  const parts = { family, given, middle };
  draft.name = formatted[0] ? orderFullName(formatted[0], parts) : joinName(parts);
  if (draft.name === '') draft.name = joinName({ family: suffix, given: prefix });
  for (const other of formatted.slice(1)) draft.addUnlessSaid('Name', other);
  draft.addUnlessSaid('Family name', family);
  draft.addUnlessSaid('Given name', given);
  draft.addUnlessSaid('Additional name', middle);
  draft.addUnlessSaid('Prefix', prefix);
  draft.addUnlessSaid('Suffix', suffix);
}

function readAddress(property: CardProperty, draft: RecordDraft): void {
  const [box = '', extended = '', street = '', city = '', region = '', code = '', country = '', ...more] =
    splitValue(property.value, ';');
  draft.add(
    'addresses',
    formatAddress({ box, street, extended: [extended, ...more].join(' '), city, region, code, country }),
    labelOf(property),
  );
  if (!draft.get('city')) draft.set('city', city, 'City');
  const formatted = property.params.get('LABEL')?.[0];
  if (formatted) draft.addUnlessSaid('Address label', unescapeText(formatted));
}

function readBirthday(property: CardProperty, draft: RecordDraft): void {
  const text = unescapeText(property.value);
  const omitted = property.params.get('X-APPLE-OMIT-YEAR')?.[0];
  const date = parseDate(text);
  const day = date && omitted && date.startsWith(omitted) ? `-${date.slice(4)}` : date;
  if (day) draft.set('birthdayOn', day, 'Birthday');
  else draft.addExtra('Birthday', text);
}

function readMessenger(property: CardProperty, draft: RecordDraft): void {
  const service = property.params.get('X-SERVICE-TYPE')?.[0];
  const match = /^([a-z][\w+.-]*):(?:\/\/)?(.*)$/is.exec(unescapeText(property.value));
  const scheme = match && match[1] !== 'x-apple' ? match[1] : undefined;
  const account = property.params.get('X-USER')?.[0] ?? match?.[2] ?? unescapeText(property.value);
  const names = [property.name, service, scheme, property.label, ...property.types].join(' ');
  if (wechat.test(names)) return draft.add('wechats', account, labelOf(property));
  const title = service ?? scheme ?? property.types.find((type) => type !== 'home' && type !== 'work');
  return draft.addExtra(
    property.label ?? title ?? propertyTitle(property.name),
    unescapeText(property.value),
  );
}

/** Android keeps what vCard 2.1 cannot say as `vnd.android.cursor.item/<kind>;<value>;<type>;<label>;…`. */
function readAndroidCustom(property: CardProperty, draft: RecordDraft): void {
  const [kind = '', value = '', type = '', label = '', ...more] = splitValue(property.value, ';');
  const name = kind.split('/').at(-1) ?? '';
  if (name === 'nickname') return draft.set('nickname', value, 'Nickname');
  if (name === 'contact_event' && type === '3') return readBirthday({ ...property, value }, draft);
  const title = label || (name === 'contact_event' && type === '1' ? 'Anniversary' : propertyTitle(name));
  return draft.addExtra(title, [value, ...more].filter((part) => part !== '').join(' '));
}

function readNickname(property: CardProperty, draft: RecordDraft): void {
  for (const nickname of splitValue(property.value, ',')) draft.set('nickname', nickname, 'Nickname');
}

function readOrganisation(property: CardProperty, draft: RecordDraft): void {
  const [company = '', ...departments] = splitValue(property.value, ';');
  draft.set('company', company, 'Company');
  draft.addExtra('Department', departments.filter((part) => part !== '').join(', '));
}

const withoutScheme = (value: string, scheme: string): string =>
  value.toLowerCase().startsWith(scheme) ? value.slice(scheme.length) : value;

function readPhone(property: CardProperty, draft: RecordDraft): void {
  const number = withoutScheme(unescapeText(property.value), 'tel:');
  draft.add(property.label && wechat.test(property.label) ? 'wechats' : 'phones', number, labelOf(property));
}

function readEmail(property: CardProperty, draft: RecordDraft): void {
  draft.add('emails', withoutScheme(unescapeText(property.value), 'mailto:'), labelOf(property));
}

function readGender(property: CardProperty, draft: RecordDraft): void {
  const [sex = '', text = ''] = splitValue(property.value, ';');
  if (property.name === 'X-WAB-GENDER') return draft.setGender({ 1: 'F', 2: 'M' }[sex] ?? sex, 'Gender');
  if (sex !== '') draft.setGender(sex, 'Gender');
  return draft.addExtra('Gender', text);
}

const readers: Record<string, (property: CardProperty, draft: RecordDraft) => void> = {
  NICKNAME: readNickname,
  'X-NICKNAME': readNickname,
  TEL: readPhone,
  EMAIL: readEmail,
  ADR: readAddress,
  ORG: readOrganisation,
  TITLE: (property, draft) => draft.set('jobTitle', unescapeText(property.value), 'Title'),
  BDAY: readBirthday,
  GENDER: readGender,
  'X-GENDER': readGender,
  'X-WAB-GENDER': readGender,
  SEX: readGender,
  CATEGORIES: (property, draft) => splitValue(property.value, ',').forEach(draft.addTag),
  LABEL: (property, draft) => draft.addUnlessSaid(noteLabel(property), unescapeText(property.value)),
  'X-EVOLUTION-FILE-AS': (property, draft) => draft.addUnlessSaid('File as', unescapeText(property.value)),
  NOTE: (property, draft) => draft.addOwnNote(unescapeText(property.value)),
  IMPP: readMessenger,
  'X-SOCIALPROFILE': readMessenger,
  'X-ANDROID-CUSTOM': readAndroidCustom,
};

/** What our own export writes: every property holds one value of the card, as it is there. */
const ownReaders: typeof readers = {
  NICKNAME: single('nickname'),
  ORG: single('company'),
  NOTE: single('remark'),
  TEL: contact('phones'),
  EMAIL: contact('emails'),
  'X-WECHAT': contact('wechats'),
  'X-CONTACT': contact('externalIds'),
  ADR: (property, draft) => draft.add('addresses', splitValue(property.value, ';')[2] ?? '', property.label),
  'X-RAPPORT-ADDRESS-AS': single('addressAs'),
  'X-RAPPORT-CITY': single('city'),
  'X-RAPPORT-TIER': single('tier'),
  'X-RAPPORT-SOURCE': single('source'),
  'X-RAPPORT-SOURCE-PLATFORM': single('sourcePlatform'),
  'X-RAPPORT-SOURCE-CAMPAIGN': single('sourceCampaign'),
  'X-RAPPORT-SOURCE-PLACEMENT': single('sourcePlacement'),
  'X-RAPPORT-STATUS': single('status'),
  'X-RAPPORT-CONSENT': single('consent'),
  'X-RAPPORT-POINTS': single('points'),
  'X-RAPPORT-ID': single('cardId'),
};

type Reader = (property: CardProperty, draft: RecordDraft) => void;

function single(field: Parameters<RecordDraft['set']>[0]): Reader {
  return (property, draft) => draft.set(field, unescapeText(property.value), propertyTitle(property.name));
}

function contact(list: Parameters<RecordDraft['add']>[0]): Reader {
  return (property, draft) => draft.add(list, unescapeText(property.value), property.label);
}

function readProperty(property: CardProperty, draft: RecordDraft, isOwn: boolean): void {
  if (technicalProperties.has(property.name) || property.value.trim() === '') return;
  const reader = (isOwn ? ownReaders[property.name] : undefined) ?? readers[property.name];
  if (reader) return reader(property, draft);
  const isMessenger = property.name.startsWith('X-') || property.name === 'URL';
  if (isMessenger && wechat.test(`${property.name} ${property.label ?? ''} ${property.types.join(' ')}`)) {
    return readMessenger(property, draft);
  }
  return extra(draft, property);
}

/** The record of a card, or why there is none. */
export function recordOfCard(card: Card): ImportRecord | BadRow {
  const kind = card.properties.find(({ name }) => name === 'KIND' || name === 'X-ADDRESSBOOKSERVER-KIND');
  if (kind && cleanText(kind.value).toLowerCase() === 'group') {
    return { line: card.ordinal, code: 'UNREADABLE', detail: 'a group, not a person' };
  }
  const draft = startRecord();
  readNames(card.properties, draft);
  const inOrder = card.properties.toSorted((a, b) => Number(b.preferred) - Number(a.preferred));
  const isOwn = card.properties.some(({ name }) => name === 'X-RAPPORT-EXPORT');
  const hasTitle = card.properties.some(({ name, value }) => name === 'TITLE' && value.trim() !== '');
  for (const property of inOrder) {
    if (property.name === 'N' || property.name === 'FN') continue;
    if (property.name === 'ROLE' && !hasTitle) draft.set('jobTitle', unescapeText(property.value), 'Role');
    else readProperty(property, draft, isOwn);
  }
  return draft.finish(card.ordinal) ?? { line: card.ordinal, code: 'NO_NAME' };
}
