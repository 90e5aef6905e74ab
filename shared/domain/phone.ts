/**
 * The form of a phone number used for matching only: digits, full-width folded, without +86 or 0086 before a mainland
 * mobile, without an extension. What the rep typed is always kept beside it.
 */
export function normalisePhone(text: string): string {
  const folded = text.normalize('NFKC').replace(/(?:ext\.?|x|转|分机).*$/i, '');
  const digits = folded.replace(/\D/g, '');
  return digits.replace(/^(?:00)?86(?=1\d{10}$)/, '');
}

/**
 * Tells nobody apart: a landline (010…, 0571…, or without area code), a 400/800 number, an extension, or no real number
 * at all. `digits` is the form of {@link normalisePhone}, `value` what was typed.
 */
export function isSharedNumber(digits: string, value: string): boolean {
  return (
    digits.length < 9 ||
    /^(0\d{9,11}|[48]00\d{7})$/.test(digits) ||
    /(?:ext|x|转|分机)\.?\s*\d+\s*$/i.test(value)
  );
}
