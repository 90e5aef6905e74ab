/** A number as people type it: full-width digits of a Chinese keyboard and commas between thousands count. */

export interface NumberBounds {
  min: number;
  max: number;
  /** Digits after the point at most. */
  decimals: number;
}

export type ReadNumber = { value: number } | { wrong: 'number' | 'whole' | 'decimals' | 'range' };

/** Undefined where it is no number. */
export function plainNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  const digits = /^[-−]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  return /^[-−]?\d+(\.\d+)?$/.test(digits) ? Number(digits.replace('−', '-')) : undefined;
}

/** Never rounds and never moves a number into its bounds: what is not meant so is said to be wrong. */
export function readNumber(text: string, { min, max, decimals }: NumberBounds): ReadNumber {
  const value = plainNumber(text);
  if (value === undefined) return { wrong: 'number' };
  if (Number(value.toFixed(decimals)) !== value) return { wrong: decimals === 0 ? 'whole' : 'decimals' };
  return value < min || value > max ? { wrong: 'range' } : { value };
}
