/** A first password that is easy to read out: no characters that look or sound alike. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Four groups of four, about 79 bits.
 * @param random uniformly distributed bytes; those that would favour some letters are passed over.
 */
export function initialPassword(random: () => number): string {
  const draw = (): string => {
    const byte = random();
    return byte < letters.length * 8 ? letters.charAt(byte % letters.length) : draw();
  };
  const group = () => Array.from({ length: 4 }, draw).join('');
  return [group(), group(), group(), group()].join('-');
}
