/** The text a customer is found by: names in characters, pinyin and initials, company, phone numbers. */
import { pinyin } from 'pinyin-pro';
import { normalisePhone } from '#shared/domain/phone.ts';

export interface SearchText {
  sortKey: string;
  haystack: string;
  phones: string;
}

export function searchTextOf(customer: {
  name: string;
  nickname: string;
  company: string;
  /** What else they are known by. */
  others?: readonly string[];
  phones: readonly string[];
}): SearchText {
  const name = syllablesOf(customer.name);
  const parts = [fold(customer.name), joined(name), initials(name)];
  for (const text of [customer.nickname, customer.company, ...(customer.others ?? [])]) {
    if (!text) continue;
    const spoken = syllablesOf(text);
    parts.push(fold(text), joined(spoken), initials(spoken));
  }
  return {
    sortKey: `${name.join(' ')} ${customer.name}`,
    haystack: [...new Set(parts)].join('\n'),
    phones: customer.phones
      .map(normalisePhone)
      .filter((digits) => digits !== '')
      .map((digits) => `${digits};`)
      .join(''),
  };
}

/** What is compared: compatibility forms and case folded, spaces gone, ü as v as it is typed. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ü', 'v').replace(/\s+/g, '');
}

/** A surname is read as a surname (单 shàn, 曾 zēng); runs without Chinese stay together. */
export function syllablesOf(text: string): string[] {
  const known = readings.get(text);
  if (known) return known;
  const syllables = read(text);
  if (readings.size >= readingsKept) readings.clear();
  readings.set(text, syllables);
  return syllables;
}

/** A name is read for several columns, and names and companies recur in a book. */
const readings = new Map<string, string[]>();
const readingsKept = 2_000;

function read(text: string): string[] {
  return pinyin(text.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
    v: true,
  })
    .map((syllable) => syllable.trim().toLowerCase())
    .filter((syllable) => syllable !== '');
}

function joined(parts: readonly string[]): string {
  return fold(parts.join(''));
}

function initials(parts: readonly string[]): string {
  return fold(parts.map((part) => Array.from(part)[0] ?? '').join(''));
}
