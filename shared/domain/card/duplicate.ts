/** Whether two cards are likely the same person (rules of the import, for cards that are there already). Pure. */
import type { contactKinds } from '../entity/book.ts';
import { isSharedNumber, normalisePhone } from '../phone.ts';

export interface DuplicateFacts {
  id: string;
  name: string;
  company: string;
  city: string;
  birthdayOn: string | null;
  contacts: readonly { kind: (typeof contactKinds)[number]; value: string }[];
}

/** A key that more cards share than these says nothing: 张伟, or a number somebody typed for everybody. */
const mostOfKey = 20;

export const duplicateSigns = ['phone', 'wechat', 'email', 'name', 'birthday', 'company', 'city'] as const;
type DuplicateSign = (typeof duplicateSigns)[number];

/** A number or id of one's own says most; a name alone is what many share. */
const points: Readonly<Record<DuplicateSign, number>> = {
  phone: 60,
  wechat: 60,
  email: 40,
  name: 30,
  birthday: 25,
  company: 15,
  city: 5,
};
/** From here on a pair is worth a look. */
const likelyFrom = 45;

interface DuplicateScore {
  /** 0–100. */
  score: number;
  signs: DuplicateSign[];
}

function duplicateScore(a: DuplicateFacts, b: DuplicateFacts): DuplicateScore {
  const shares = (kind: DuplicateFacts['contacts'][number]['kind'], normal: (value: string) => string) => {
    const own = new Set(a.contacts.filter((one) => one.kind === kind).map(({ value }) => normal(value)));
    return b.contacts.some(
      (one) => one.kind === kind && normal(one.value) !== '' && own.has(normal(one.value)),
    );
  };
  const same = (x: string, y: string) => x.trim() !== '' && folded(x) === folded(y);
  const holds: Readonly<Record<DuplicateSign, boolean>> = {
    phone: shares('phone', ownNumber),
    wechat: shares('wechat', folded),
    email: shares('email', folded),
    name: same(a.name, b.name),
    birthday: a.birthdayOn !== null && a.birthdayOn === b.birthdayOn,
    company: same(a.company, b.company),
    city: same(a.city, b.city),
  };
  const signs = duplicateSigns.filter((sign) => holds[sign]);
  return {
    score: Math.min(
      100,
      signs.reduce((sum, sign) => sum + points[sign], 0),
    ),
    signs,
  };
}

const folded = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** A number that several people share (a landline, a service number) tells nobody apart. */
function ownNumber(value: string): string {
  const digits = normalisePhone(value);
  return isSharedNumber(digits, value) ? '' : digits;
}

/** What two cards must share at least one of to be compared at all; empty ones are left out. */
function duplicateKeys({ name, contacts }: DuplicateFacts): string[] {
  const ofContact = contacts.map(({ kind, value }) => {
    if (kind !== 'phone' && kind !== 'wechat' && kind !== 'email') return '';
    const form = kind === 'phone' ? ownNumber(value) : folded(value);
    return form === '' ? '' : `${kind} ${form}`;
  });
  return [...new Set([...ofContact, name.trim() === '' ? '' : `name ${folded(name)}`])].filter(
    (key) => key !== '',
  );
}

export interface DuplicatePair extends DuplicateScore {
  a: string;
  b: string;
}

/** Pairs worth a look, the likeliest first; each pair once. */
export function duplicatePairs(cards: readonly DuplicateFacts[]): DuplicatePair[] {
  const byKey = new Map<string, DuplicateFacts[]>();
  for (const card of cards)
    for (const key of duplicateKeys(card)) {
      const known = byKey.get(key);
      if (known) known.push(card);
      else byKey.set(key, [card]);
    }
  const pairs = new Map<string, DuplicatePair>();
  for (const group of byKey.values()) {
    if (group.length < 2 || group.length > mostOfKey) continue;
    for (const [place, a] of group.entries())
      for (const b of group.slice(place + 1)) {
        const key = `${a.id} ${b.id}`;
        if (pairs.has(key)) continue;
        const found = duplicateScore(a, b);
        if (found.score >= likelyFrom) pairs.set(key, { a: a.id, b: b.id, ...found });
      }
  }
  return [...pairs.values()].toSorted(
    (x, y) => y.score - x.score || (x.a < y.a ? -1 : x.a > y.a ? 1 : x.b < y.b ? -1 : 1),
  );
}
