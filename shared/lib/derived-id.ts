/**
 * An id that device and server derive alike from the same parts (a person's plan of a day, an item of a plan), so that
 * both making the same thing makes one row. UUIDv8 layout (RFC 9562); four rounds of FNV-1a, not a secret.
 */
export function derivedId(...parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join('|');
  const hex = hashOf(text)
    .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
    .join('');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** True of ids made by {@link derivedId}: whoever made the row meant the same one. */
export function isDerivedId(id: string): boolean {
  return id[14] === '8';
}

/** Each word has a seed of its own; all go through the text together. */
function hashOf(text: string): [number, number, number, number] {
  let [a, b, c, d] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b ^ code, 0x01000193);
    b ^= b >>> 15;
    c = Math.imul(c ^ code, 0x01000193);
    c ^= c >>> 15;
    d = Math.imul(d ^ code, 0x01000193);
    d ^= d >>> 15;
  }
  return [a, b, c, d];
}
