/** vCard 3.0, which every phone takes: one card for each customer, the watermark as a property of its own. */
import type { ExportCustomer } from '../db/repository/export-row.ts';

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replace(/\r\n?|[\n\u2028\u2029\u0085]/g, '\\n')
    .replace(/[,;]/g, '\\$&');
}

/** Lines are folded at 75 bytes, between code points. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (bytes + size > 74) {
      parts.push(part);
      part = '';
      bytes = 1;
    }
    part += char;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}

/** A type is a word; any other label goes the way Apple writes it, as a line of a group. */
function labelled(property: string, value: string, label: string, group: number): string[] {
  if (label === '') return [`${property}:${value}`];
  return [`item${group}.${property}:${value}`, `item${group}.X-ABLabel:${escaped(label)}`];
}

function cardOf(customer: ExportCustomer, watermark: string): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(customer.name)}`,
    `N:;${escaped(customer.name)};;;`,
  ];
  const add = (property: string, value: string) => {
    if (value !== '') lines.push(`${property}:${escaped(value)}`);
  };
  add('NICKNAME', customer.nickname);
  add('ORG', customer.company);
  add('TITLE', customer.jobTitle);
  add('BDAY', customer.birthdayOn ?? '');
  if (customer.gender) lines.push(`X-GENDER:${customer.gender === 'female' ? 'F' : 'M'}`);
  let group = 0;
  for (const { kind, value, label } of customer.contacts) {
    group += 1;
    if (kind === 'phone') lines.push(...labelled('TEL', escaped(value), label, group));
    else if (kind === 'email') lines.push(...labelled('EMAIL', escaped(value), label, group));
    else if (kind === 'wechat') lines.push(...labelled('X-WECHAT', escaped(value), label, group));
    else if (kind === 'address') lines.push(...labelled('ADR', `;;${escaped(value)};;;;`, label, group));
    else lines.push(...labelled('X-CONTACT', escaped(value), label, group));
  }
  if (customer.tags.length > 0) lines.push(`CATEGORIES:${customer.tags.map(escaped).join(',')}`);
  add('NOTE', customer.remark);
  add('X-RAPPORT-ADDRESS-AS', customer.addressAs);
  add('X-RAPPORT-CITY', customer.city);
  add('X-RAPPORT-TIER', customer.tier);
  if (customer.source !== 'unknown') add('X-RAPPORT-SOURCE', customer.source);
  add('X-RAPPORT-SOURCE-PLATFORM', customer.sourcePlatform);
  add('X-RAPPORT-SOURCE-CAMPAIGN', customer.sourceCampaign);
  add('X-RAPPORT-SOURCE-PLACEMENT', customer.sourcePlacement);
  add('X-RAPPORT-STATUS', customer.status);
  add('X-RAPPORT-CONSENT', customer.consent);
  if (customer.points !== null) add('X-RAPPORT-POINTS', String(customer.points));
  add('X-RAPPORT-ID', customer.id);
  add('X-RAPPORT-EXPORT', watermark);
  return [...lines, 'END:VCARD'].map(folded).join('\r\n');
}

export function vcardFile(customers: readonly ExportCustomer[], watermark: string): Uint8Array {
  return new TextEncoder().encode(customers.map((customer) => `${cardOf(customer, watermark)}\r\n`).join(''));
}
