/** Puts the parts of a name into the order its writer would use. */

const cjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}·・〇々]+$/u;

export const isCjkText = (text: string): boolean => cjk.test(text.replace(/\s+/g, ''));

export interface NameParts {
  family: string;
  given: string;
  middle?: string | undefined;
}

/** 张 + 三 → 张三; Doe + John → John Doe. */
export function joinName({ family, given, middle }: NameParts): string {
  const eastern = [family, middle ?? '', given].map((part) => part.trim()).filter((part) => part !== '');
  if (eastern.length > 0 && eastern.every(isCjkText)) return eastern.join('').replace(/\s+/g, '');
  return [given, middle ?? '', family]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

/** Programs made for Western names write 张三 as `三 张`; the parts tell which is the family name. */
export function orderFullName(full: string, parts: NameParts): string {
  const family = parts.family.trim();
  const given = parts.given.trim();
  if (!family || !given || !isCjkText(family + given) || parts.middle?.trim()) return full;
  const solid = full.replace(/\s+/g, '');
  return solid === given + family || solid === family + given ? family + given : full;
}
