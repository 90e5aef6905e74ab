/** Texts the simulator makes up, each used once, so that a text tells who wrote it and when. */
export const uniqueText = /^[a-z]+·\d+·/;

export function isUniqueText(value: unknown): value is string {
  return typeof value === 'string' && uniqueText.test(value);
}

/** Every text of the simulator in a value, also where texts were joined or a field quotes another. */
export function marksIn(value: unknown): string[] {
  // The n of a line break that is written as one is no letter of the text after it.
  return (
    JSON.stringify(value)
      ?.replaceAll(/\\./g, ' ')
      .match(/[a-z]+·\d+·/g) ?? []
  );
}
