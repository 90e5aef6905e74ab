/**
 * Text that a spreadsheet program would take for a formula gets an apostrophe in front (ASVS 1.2.10), and loses it
 * again when it comes back: `withoutGuard(withGuard(text)) === text` for every text.
 */

/** Also behind quotes and blanks, and the full-width forms that Excel reads as the plain ones. */
const formula = /^[\s'"‘’“”]*[=+\-@\t\r＝＋－＠]/;
/** What already begins like a guarded text needs a guard, or its own apostrophe would be taken for one. */
const guarded = /^'+\d/;
/** +86 138 0013 8000: a number at worst, and people search and dial it as it is. */
const phone = /^\+\d[\d ()./-]{2,29}$/;

const isRisky = (text: string): boolean => formula.test(text) || guarded.test(text);

export function withGuard(text: string): string {
  return isRisky(text) && !phone.test(text) ? `'${text}` : text;
}

/** Excel's own apostrophe before digits (`'13800138000`) goes as well. */
export function withoutGuard(text: string): string {
  if (!text.startsWith("'")) return text;
  const rest = text.slice(1);
  return isRisky(rest) || /^\d/.test(rest) ? rest : text;
}
