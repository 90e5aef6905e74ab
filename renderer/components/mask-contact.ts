/** How phones and WeChat ids are shown until the rep asks to see them (rules.md R17). */
import { normalisePhone } from '#shared/domain/phone.ts';
import type { contactKinds } from '#shared/domain/entity/book.ts';

export type ContactKind = (typeof contactKinds)[number];

/** `138****1234`; the last four digits stay, because reps recognise people by them. */
export function maskPhone(value: string): string {
  const digits = normalisePhone(value);
  if (digits.length < 7) return '*'.repeat(Math.max(digits.length, 4));
  return `${digits.slice(0, digits.length < 10 ? 1 : 3)}****${digits.slice(-4)}`;
}

export function maskHandle(value: string): string {
  const signs = [...value.trim()];
  if (signs.length < 5) return `${signs[0] ?? ''}****`;
  return `${signs.slice(0, 2).join('')}****${signs.slice(-2).join('')}`;
}

export function maskContact(kind: ContactKind, value: string): string {
  if (kind === 'phone') return maskPhone(value);
  if (kind === 'wechat') return maskHandle(value);
  return value;
}

export function isMaskedKind(kind: ContactKind): boolean {
  return kind === 'phone' || kind === 'wechat';
}
