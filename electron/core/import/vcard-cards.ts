/** Text of a .vcf file → cards with their properties, whatever the version. Pictures and keys are counted, not kept. */
import { ImportError } from './import-error.ts';
import { decodeValue, unescapeText } from './vcard-value.ts';
import { parseCardLine, unfoldLines } from './vcard-line.ts';
import type { CardLine } from './vcard-line.ts';

export interface CardProperty {
  name: string;
  params: Map<string, string[]>;
  /** Lower case, without `pref`. */
  types: string[];
  preferred: boolean;
  /** What the user called it (`X-ABLabel` of the same group). */
  label: string | undefined;
  /** Decoded, escapes still in place: structured values are split first. */
  value: string;
}

export interface Card {
  /** 1-based. */
  ordinal: number;
  properties: CardProperty[];
  photos: number;
}

const pictures = new Set(['PHOTO', 'LOGO', 'X-MS-CARDPICTURE']);
const binaries = new Set([...pictures, 'SOUND', 'KEY', 'X-EVOLUTION-X509']);

interface OpenCard {
  lines: CardLine[];
  /** A card inside AGENT. */
  nested: boolean;
}

/** Apple wraps its own label names: `_$!<Anniversary>!$_`. */
const labelText = (text: string): string => text.replace(/^_\$!<(.*)>!\$_$/, '$1').trim();

function isBinary(line: CardLine): boolean {
  if (line.name === 'KEY') return !/^\s*(https?|ldaps?):/i.test(line.value);
  return binaries.has(line.name);
}

function closeCard(lines: CardLine[], ordinal: number): Card {
  const labels = new Map<string, string>();
  for (const line of lines) {
    if (line.group && line.name === 'X-ABLABEL')
      labels.set(line.group, labelText(unescapeText(decodeValue(line))));
  }
  const properties: CardProperty[] = [];
  let photos = 0;
  for (const line of lines) {
    if (isBinary(line)) {
      if (pictures.has(line.name) && line.value.trim() !== '') photos += 1;
      continue;
    }
    if (line.name === 'X-ABLABEL') continue;
    const types = (line.params.get('TYPE') ?? []).map((type) => type.toLowerCase());
    properties.push({
      name: line.name,
      params: line.params,
      types: types.filter((type) => type !== 'pref'),
      preferred: types.includes('pref') || line.params.get('PREF')?.[0] === '1',
      label: (line.group && labels.get(line.group)) || undefined,
      value: decodeValue(line),
    });
  }
  return { ordinal, properties, photos };
}

/** The person inside AGENT becomes one readable value of the outer card. */
function agentLine(lines: CardLine[]): CardLine {
  const wanted = ['FN', 'TEL', 'EMAIL'];
  const parts = lines.filter(({ name }) => wanted.includes(name)).map((line) => decodeValue(line));
  return { group: undefined, name: 'AGENT', params: new Map(), value: parts.join(' ') };
}

/**
 * A card whose END is missing ends where the next begins; a file that stops inside a card was cut off.
 * @throws ImportError NO_CARDS, BROKEN
 */
export function readCards(text: string): Card[] {
  const cards: Card[] = [];
  const stack: OpenCard[] = [];
  const finish = (card: OpenCard): void => void cards.push(closeCard(card.lines, cards.length + 1));
  for (const raw of unfoldLines(text.replace(/^\uFEFF/, ''))) {
    const line = parseCardLine(raw);
    if (!line) continue;
    const isFrame = line.value.trim().toUpperCase() === 'VCARD';
    const current = stack.at(-1);
    if (line.name === 'BEGIN' && isFrame) {
      const nested = current?.lines.at(-1)?.name === 'AGENT' && current.lines.at(-1)?.value.trim() === '';
      if (!nested) for (const open of stack.splice(0)) if (!open.nested) finish(open);
      stack.push({ lines: [], nested });
    } else if (line.name === 'END' && isFrame) {
      const closed = stack.pop();
      if (closed?.nested) stack.at(-1)?.lines.splice(-1, 1, agentLine(closed.lines));
      else if (closed) finish(closed);
    } else current?.lines.push(line);
  }
  if (stack.length > 0) {
    throw new ImportError('BROKEN', `the file ends inside card ${cards.length + 1}`);
  }
  if (cards.length === 0) throw new ImportError('NO_CARDS');
  return cards;
}
