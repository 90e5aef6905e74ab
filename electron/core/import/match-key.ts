/** What makes two records of a person, or a record and a card, the same one. */
import type { ContactPoint } from '#shared/domain/entity/book.ts';
import { isSharedNumber } from '#shared/domain/phone.ts';
import { findHeaderField } from './header-alias.ts';
import { contactForm } from './person.ts';

type Contact = Pick<ContactPoint, 'kind' | 'value' | 'label'>;

/** The kinds that tell people apart, the surest first. */
export const reachable = { phone: true, wechat: true, email: true };
export const keyKinds = [...Object.keys(reachable), 'other'];

/** Also of a member number: the same number under another heading is another number. */
export function anyKeyOf(contact: Contact, name: string): string | undefined {
  return contact.kind === 'other'
    ? `other ${numberKind(contact.label)} ${contactForm(contact)}`
    : keyOf(contact, name);
}

/** 会员号 and 会员编号 are one; what the shop calls it else stands for itself. */
function numberKind(label: string): string {
  return findHeaderField(label) === 'externalId' ? '' : label.normalize('NFKC').trim().toLowerCase();
}

/** Both have a number of that kind, and not the same. */
export function hasOtherNumber(known: readonly Contact[], own: readonly Contact[]): boolean {
  return own.some(
    (one) =>
      one.kind === 'other' &&
      known.some(
        (other) =>
          other.kind === 'other' &&
          numberKind(other.label) === numberKind(one.label) &&
          contactForm(other) !== contactForm(one),
      ),
  );
}

/** Undefined for kinds that do not tell people apart. */
export function keyOf(contact: Pick<ContactPoint, 'kind' | 'value'>, name: string): string | undefined {
  if (contact.kind !== 'phone' && contact.kind !== 'wechat' && contact.kind !== 'email') return undefined;
  const form = contactForm(contact);
  const isShared = contact.kind === 'phone' && isSharedNumber(form, contact.value);
  return `${contact.kind} ${form}${isShared ? ` ${name}` : ''}`;
}
