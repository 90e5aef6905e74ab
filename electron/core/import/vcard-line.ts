/**
 * Content lines of a vCard. An own reader instead of ical.js: that one refuses a whole file for what real exports are
 * full of (bare 2.1 parameters, quoted-printable, unfolded base64, missing END).
 */

export interface CardLine {
  group: string | undefined;
  /** Upper case. */
  name: string;
  /** Names in upper case. Bare 2.1 parameters stand under TYPE or ENCODING. */
  params: Map<string, string[]>;
  /** As written: neither decoded nor unescaped. */
  value: string;
}

const bareEncoding = /^(quoted-printable|base64|b|7bit|8bit)$/i;
const startsProperty = /^[\w-]+(\.[\w-]+)?[ \t]*[;:]/;
const quotedPrintable = /^[^:]*;\s*(ENCODING\s*=\s*)?"?QUOTED-PRINTABLE/i;
const base64 = /^[^:]*;\s*(ENCODING\s*=\s*)?"?(BASE64|B)\s*"?(;|:|$)/i;
const frame = /^\s*(BEGIN|END)\s*:\s*VCARD\s*$/i;

/** RFC 6868: `^n`, `^'` and `^^` in parameter values. */
function unescapeParam(text: string): string {
  if (!text.includes('^')) return text;
  return text.replace(/\^([n'^])/g, (_, code: string) => (code === 'n' ? '\n' : code === "'" ? '"' : '^'));
}

/** Position of the first `wanted` outside quotes. */
function outsideQuotes(text: string, wanted: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text[at] === wanted) return at;
  }
  return -1;
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = outsideQuotes(text, separator, 0); at >= 0; at = outsideQuotes(text, separator, from)) {
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

function addParam(params: Map<string, string[]>, text: string): void {
  const equals = text.indexOf('=');
  const bare = equals < 0;
  const value = (bare ? text : text.slice(equals + 1)).trim();
  const name = bare
    ? bareEncoding.test(value)
      ? 'ENCODING'
      : 'TYPE'
    : text.slice(0, equals).trim().toUpperCase();
  const values = value
    .replaceAll('"', '')
    .split(name === 'TYPE' ? ',' : '\u0000')
    .map((part) => unescapeParam(part.trim()))
    .filter((part) => part !== '');
  params.set(name, [...(params.get(name) ?? []), ...values]);
}

export function parseCardLine(text: string): CardLine | undefined {
  let colon = outsideQuotes(text, ':', 0);
  if (colon < 0) colon = text.indexOf(':');
  if (colon < 1) return undefined;
  const [head = '', ...rest] = splitOutsideQuotes(text.slice(0, colon), ';');
  const dot = head.lastIndexOf('.');
  const params = new Map<string, string[]>();
  for (const part of rest) if (part.trim() !== '') addParam(params, part);
  return {
    group: dot > 0 ? head.slice(0, dot).trim().toLowerCase() : undefined,
    name: head
      .slice(dot + 1)
      .trim()
      .toUpperCase(),
    params,
    value: text.slice(colon + 1),
  };
}

/** Joins folded lines, quoted-printable soft breaks, unindented base64, and text broken without any folding mark. */
export function* unfoldLines(text: string): Generator<string> {
  let parts: string[] = [];
  let kind: 'plain' | 'quoted' | 'base64' = 'plain';
  let softBreak = false;
  let afterFrame = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const framed = frame.test(line);
    if (softBreak && !framed) {
      softBreak = line.endsWith('=');
      parts.push(softBreak ? line.slice(0, -1) : line);
      continue;
    }
    softBreak = false;
    if (line.trim() === '') continue;
    const folded = /^[ \t]/.test(line) && !framed;
    if (parts.length > 0 && folded && !afterFrame) {
      parts.push(line.slice(1));
    } else if (parts.length > 0 && !framed && !afterFrame && !startsProperty.test(line)) {
      parts.push(kind === 'base64' ? line : `\\n${line}`);
    } else {
      if (parts.length > 0) yield parts.join('');
      parts = [line.trimStart()];
      kind = quotedPrintable.test(line) ? 'quoted' : base64.test(line) ? 'base64' : 'plain';
    }
    afterFrame = framed;
    if (kind === 'quoted' && line.endsWith('=')) {
      softBreak = true;
      const last = parts.pop() ?? '';
      parts.push(last.slice(0, -1));
    }
  }
  if (parts.length > 0) yield parts.join('');
}
