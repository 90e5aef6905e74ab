const formats = new Map<string, Intl.NumberFormat>();

/** An amount in fen (1/100 元) as text; whole yuan without the two zeros. */
export function yuan(fen: number, language: string): string {
  const whole = fen % 100 === 0;
  const key = `${language} ${whole}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency: 'CNY',
      minimumFractionDigits: whole ? 0 : 2,
    });
    formats.set(key, format);
  }
  return format.format(fen / 100);
}
