/**
 * How much of a file arrives on the cards, by a counter that shares no code with the import: what a person would find in
 * the file, and whether it can be found in what would be stored.
 */
import type { Stored } from './stored-record.ts';

/**
 * Not counted, because no person reads them: the frame of a card (BEGIN, END, VERSION), what identifies it to a program
 * (PRODID, REV, UID, X-ABUID, X-COUCHDB-APPLICATION-ANNOTATIONS), the name once more in sorting order
 * (X-EVOLUTION-FILE-AS), and binary content, which the import drops on purpose
 * (PHOTO, LOGO, SOUND, KEY).
 */
const excluded = new Set(
  'BEGIN END VERSION PRODID REV UID X-ABUID X-COUCHDB-APPLICATION-ANNOTATIONS X-EVOLUTION-FILE-AS PHOTO LOGO SOUND KEY'.split(
    ' ',
  ),
);

export interface CardField {
  property: string;
  /** Each has to be found. */
  values: string[];
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  // A byte that is no UTF-8 can be shown in more than one way; the rest of the value counts.
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\uFFFD', '');
}

function valuesOf(name: string, head: string, raw: string): string[] {
  const decoded = /QUOTED-PRINTABLE/i.test(head) ? quotedPrintable(raw) : raw;
  const separators = name === 'GEO' ? /\n/ : /(?<!\\)[;,]|\\n|\n/i;
  const parts = name === 'NOTE' ? decoded.split(/\\n|\n/) : decoded.split(separators);
  return parts
    .map((part) =>
      part
        .replace(/\\(.)/g, '$1')
        .replace(/^_\$!<(.*)>!\$_$/, '$1')
        .replace(/^tel:/, ''),
    )
    .map((part) => squeeze(part.replace(/\p{Cc}/gu, ' ')))
    .filter((part) => part !== '');
}

/** The readable fields of each card of a file. */
export function cardFieldsIn(text: string): CardField[][] {
  const unfolded = text
    .replace(/^([^:\r\n]*QUOTED-PRINTABLE[^\r\n]*=\r?\n)([\s\S]*?[^=\r\n])?(?=\r?\n)/gim, (whole) =>
      whole.replace(/=\r?\n/g, ''),
    )
    .replace(/\r?\n[ \t]/g, '');
  return unfolded
    .split(/^BEGIN:VCARD/im)
    .slice(1)
    .map((card) =>
      card.split(/\r?\n/).flatMap((line): CardField[] => {
        const match = /^([^:;]+)([^:]*):(.*)$/.exec(line);
        const property = (match?.[1] ?? '').replace(/^.*\./, '').toUpperCase();
        if (!match || excluded.has(property)) return [];
        const values = valuesOf(property, match[2] ?? '', match[3] ?? '');
        return values.length > 0 ? [{ property, values }] : [];
      }),
    );
}

export function isCardFieldRecovered({ property, values }: CardField, stored: Stored | undefined): boolean {
  if (!stored) return false;
  if (property === 'GENDER') return stored.gender === (values[0] === 'm' ? 'male' : 'female');
  if (property === 'BDAY') return stored.birthdayOn?.replaceAll('-', '') === values[0]?.replaceAll('-', '');
  const all = textsOf(stored).map(squeeze);
  return values.every((value) => all.some((text) => text.includes(value)));
}

/** Every value, numbers too. */
function textsOf(stored: Stored): string[] {
  const all: string[] = [];
  JSON.stringify(stored, (_key, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') all.push(String(value));
    return value;
  });
  return all;
}

/** Words that are kept as what they mean. */
const kept: Record<string, string> = {
  订单粉: 'order',
  转介绍: 'referral',
  付费: 'paid',
  内容: 'content',
  异业: 'partner',
  裂变: 'fission',
  正常: 'active',
  请勿联系: 'do_not_contact',
  已拉黑我们: 'blocked_us',
  已删除我们: 'deleted_us',
  同意全部联系: 'full',
  只接受服务联系: 'service_only',
  不同意联系: 'none',
};

const plain = (text: string): string =>
  squeeze(text.normalize('NFKC').replace(/[\p{Cc}\ufeff\u2028\u2029]/gu, ' '));

/** Filled cells of a row, and how many of them would be stored: as they are, or as the digits of a date or number. */
export function cellsRecovered(
  cells: readonly string[],
  stored: Stored | undefined,
): { present: number; recovered: number } {
  const filled = cells.map(plain).filter((text) => text !== '');
  if (!stored) return { present: filled.length, recovered: 0 };
  const all = textsOf(stored).map(plain);
  const said = all.join('\n');
  // A word may be cut into two fields that stand side by side.
  const joined = all.join('');
  const digits = all.map((text) => text.replace(/\D/g, '')).join('\n');
  const isThere = (text: string): boolean => {
    if (said.includes(text) || joined.includes(text)) return true;
    const parts = text.split(/[\s;,、|/:：]+/).filter((part) => part !== '');
    if (parts.length > 1 && parts.every((part) => said.includes(part))) return true;
    if (/^[男女]|^f(emale)?$|^m(ale)?$/.test(text)) return stored.gender !== undefined;
    if (text in kept) return Object.values(stored).includes(kept[text]);
    const own = text.match(/\d+/g) ?? [];
    // 1990年1月2日 is kept as 1990-01-02.
    const dated = own.map((part) => part.padStart(2, '0')).join('');
    return dated.length >= 4 && (digits.includes(own.join('')) || digits.includes(dated));
  };
  return { present: filled.length, recovered: filled.filter(isThere).length };
}
