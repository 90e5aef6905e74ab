/** Parses JSON bodies: strict UTF-8, limited nesting, no `__proto__`; everything else is a 400. */
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../domain/refusal.ts';

/** Deeper than any message of the protocol; shallow enough for every recursive reader after this. */
const maxDepth = 40;

export function addJsonBodyParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    // A POST without fields may come without a body.
    if (bytes.length === 0) return done(null, undefined);
    if (isTooDeep(bytes)) return done(new Refusal('INVALID', 'the body is nested too deeply'));
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return done(new Refusal('INVALID', 'the body is not UTF-8'));
    }
    return parse(request, text, done);
  });
}

const quote = 0x22;
const backslash = 0x5c;

/** Counts brackets outside strings; works on bytes because all of these are ASCII. */
function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (isInString) {
      if (byte === backslash) i++;
      else if (byte === quote) isInString = false;
    } else if (byte === quote) isInString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}
