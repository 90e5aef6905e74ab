/**
 * An id that device and server derive alike from the same parts (a person's plan of a day, an item of a plan), so that
 * both making the same thing makes one row. UUIDv8 layout (RFC 9562); four rounds of FNV-1a, not a secret.
 */
export function derivedId(...parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join('|');
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((seed) => fnv1a(text, seed));
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** True of ids made by {@link derivedId}: whoever made the row meant the same one. */
export function isDerivedId(id: string): boolean {
  return id[14] === '8';
}

function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
