/** Collects the values of one person; what has no field of its own ends up in the note, so nothing readable is lost. */
import { isCjkText } from './person-name.ts';
import type { ImportRecord, LabelledValue } from './record.ts';

type SingleField =
  | 'nickname'
  | 'addressAs'
  | 'remark'
  | 'tier'
  | 'points'
  | 'company'
  | 'jobTitle'
  | 'city'
  | 'source'
  | 'sourcePlatform'
  | 'sourceCampaign'
  | 'sourcePlacement'
  | 'status'
  | 'consent'
  | 'cardId'
  | 'birthdayOn';
type ListField = 'phones' | 'wechats' | 'emails' | 'addresses' | 'externalIds';

export interface RecordDraft {
  name: string;
  /** The first value wins; a different second one is kept in the note under `label`. */
  set(field: SingleField, value: string, label: string): void;
  setGender(text: string, label: string): void;
  add(field: ListField, value: string, label?: string): void;
  addTag(tag: string): void;
  /** The file's own note. */
  addOwnNote(text: string): void;
  addExtra(label: string, value: string): void;
  /** For what usually repeats the name or an address (a prefix, a formatted address): kept only where it says more. */
  addUnlessSaid(label: string, value: string): void;
  get(field: SingleField): string | undefined;
  /** undefined where there is nothing a person could be called by. */
  finish(line: number): ImportRecord | undefined;
}

/** Trimmed, line ends as \n, control characters gone. */
export function cleanText(text: string): string {
  const lines = /[\r\u2028\u2029\u0085]/.test(text)
    ? text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    : text;
  // eslint-disable-next-line no-control-regex
  return lines.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '').trim();
}

export function parseGender(text: string): 'female' | 'male' | undefined {
  if (/^(f|female|woman|女|女性|女士|小姐|太太|♀)$/i.test(text)) return 'female';
  return /^(m|male|man|男|男性|男士|先生|♂)$/i.test(text) ? 'male' : undefined;
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Chinese has no spaces between words: there a part of a word counts as said. */
function isSaid(value: string, text: string): boolean {
  const said = words(text);
  return words(value).every(
    (word) => said.includes(word) || (isCjkText(word) && said.some((other) => other.includes(word))),
  );
}

export function startRecord(): RecordDraft {
  const single = new Map<SingleField, string>();
  const lists: Record<ListField, LabelledValue[]> = {
    phones: [],
    wechats: [],
    emails: [],
    addresses: [],
    externalIds: [],
  };
  const tags: string[] = [];
  const own: string[] = [];
  const extras: { label: string; value: string; unlessSaid: boolean }[] = [];
  let gender: ImportRecord['gender'];

  const keep = (label: string, text: string, unlessSaid: boolean): void => {
    const value = cleanText(text);
    if (value === '' || extras.some((extra) => extra.label === label && extra.value === value)) return;
    extras.push({ label, value, unlessSaid });
  };

  const draft: RecordDraft = {
    name: '',
    set(field, text, label) {
      const value = cleanText(text);
      const before = single.get(field);
      if (value === '' || before === value) return;
      if (before === undefined) single.set(field, value);
      else draft.addExtra(label, value);
    },
    setGender(text, label) {
      const parsed = parseGender(cleanText(text));
      if (parsed && !gender) gender = parsed;
      else if (parsed !== gender || !parsed) draft.addExtra(label, text);
    },
    add(field, text, label) {
      const value = cleanText(text);
      if (value === '' || lists[field].some((entry) => entry.value === value)) return;
      lists[field].push(label ? { value, label: cleanText(label) } : { value });
    },
    addTag(text) {
      const tag = cleanText(text);
      if (tag !== '' && !tags.includes(tag)) tags.push(tag);
    },
    addOwnNote(text) {
      const value = cleanText(text);
      if (value !== '' && !own.includes(value)) own.push(value);
    },
    addExtra: (label, text) => keep(label, text, false),
    addUnlessSaid: (label, text) => keep(label, text, true),
    get: (field) => single.get(field),
    finish(line) {
      const name =
        cleanText(draft.name) ||
        single.get('nickname') ||
        single.get('company') ||
        lists.wechats[0]?.value ||
        lists.emails[0]?.value ||
        lists.phones[0]?.value;
      if (!name) return undefined;
      const { externalIds, ...others } = lists;
      const record: ImportRecord = { line, name: name.replace(/\s*\n\s*/g, ' '), ...others, tags };
      if (externalIds.length > 0) record.externalIds = externalIds;
      for (const [field, value] of single) record[field] = value;
      if (gender) record.gender = gender;
      const said = [name, ...lists.addresses.map(({ value }) => value)].join(' ');
      const kept = extras.filter(({ value, unlessSaid }) => !unlessSaid || !isSaid(value, said));
      const note = [...own, ...kept.map(({ label, value }) => `${label}: ${value}`)].join('\n');
      if (note !== '') record.note = note;
      return record;
    },
  };
  return draft;
}
