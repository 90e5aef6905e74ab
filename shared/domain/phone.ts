/**
 * The form of a phone number used for matching only: digits, full-width folded, without +86 or 0086 before a mainland
 * mobile, without an extension. What the rep typed is always kept beside it.
 */
export function normalisePhone(text: string): string {
  const folded = text.normalize('NFKC').replace(/(?:ext\.?|x|转|分机).*$/i, '');
  const digits = folded.replace(/\D/g, '');
  return digits.replace(/^(?:00)?86(?=1\d{10}$)/, '');
}
