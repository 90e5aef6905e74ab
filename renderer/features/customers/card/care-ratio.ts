/** The care : promo relation of the last 90 days; rules.md R4 asks for at least three care touches per promo. */
export interface CareRatio {
  care: number;
  promo: number;
  /** Care touches per promo touch, one decimal; null where nothing was promoted. */
  perPromo: number | null;
  low: boolean;
}

const carePerPromo = 3;

export function careRatio(mix: { care: number; promo: number }): CareRatio {
  const perPromo = mix.promo === 0 ? null : Math.round((mix.care / mix.promo) * 10) / 10;
  return { care: mix.care, promo: mix.promo, perPromo, low: mix.care < mix.promo * carePerPromo };
}
