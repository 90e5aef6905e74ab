/** Amounts and counts in the forms shops write them: `¥1,299.00`, `1299元`, `-50`, `（50.00）`, `1.2万`. */

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/^(rmb|cny)|(rmb|cny)$/gi, '')
    .replace(/[¥￥元圆\s]/g, '');

/** Undefined where it is no number: nothing is guessed. */
function parseNumber(text: string): number | undefined {
  const plain = bare(text);
  const inBrackets = /^\((.+)\)$/.exec(plain)?.[1];
  const match = /^([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(万?)$/.exec(inBrackets ?? plain);
  if (!match) return undefined;
  const value = Number(match[2]!.replaceAll(',', '')) * (match[3] === '' ? 1 : 10_000);
  return match[1] === '-' || inBrackets !== undefined ? -value : value;
}

/** 1/100 元. */
export function parseFen(text: string): number | undefined {
  const value = parseNumber(text);
  if (value === undefined || Math.abs(value) > 1_000_000_000) return undefined;
  return Math.round(value * 100) || 0;
}

/** A whole number of at least 1. */
export function parseQuantity(text: string): number | undefined {
  const value = parseNumber(text.replace(/[件个次份盒瓶套]$/, ''));
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 1_000_000
    ? value
    : undefined;
}

/** A balance of points, whole and not below 0. */
export function parsePoints(text: string): number | undefined {
  const value = parseNumber(text.trim().replace(/(积分|分)$/, ''));
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 1_000_000_000
    ? value
    : undefined;
}
