/** Texts the simulator makes up, each used once, so that a text tells who wrote it and when. */
export const uniqueText = /^[a-z]+·\d+·/;

export function isUniqueText(value: unknown): value is string {
  return typeof value === 'string' && uniqueText.test(value);
}
