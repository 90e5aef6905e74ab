/** How much of the portrait (画像) of a customer is filled in, and what is missing (C04). */
export const portraitParts = [
  'addressAs',
  'gender',
  'birthday',
  'city',
  'job',
  'phone',
  'wechat',
  'source',
  'intent',
  'personaKind',
  'need',
  'interest',
  'people',
  'tag',
] as const;
export type PortraitPart = (typeof portraitParts)[number];

export interface Portrait {
  filled: number;
  total: number;
  /** 0–100. */
  percent: number;
  /** In the order in which they are worth asking for. */
  gaps: PortraitPart[];
}

/** What of it is known; each part counts the same. */
export function portraitOf(known: Readonly<Record<PortraitPart, boolean>>): Portrait {
  const gaps = portraitParts.filter((part) => !known[part]);
  const total = portraitParts.length;
  const filled = total - gaps.length;
  return { filled, total, percent: Math.round((100 * filled) / total), gaps };
}
