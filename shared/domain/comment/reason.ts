/** Why a comment scored what it did, as data the page turns into words. */

/** In the order they are shown: what is earned, then what is taken off. */
export const commentParts = [
  'specific',
  'length',
  'personal',
  'hook',
  'own',
  'timely',
  'caring',
  'promo',
  'hardSell',
  'emojiCap',
  'cheerfulCap',
  'taboo',
  'bound',
] as const;
export type CommentPart = (typeof commentParts)[number];

/** Every code a part may have; the page has a sentence for each. */
export const commentCodes = {
  specific: ['none', 'some'],
  length: ['none', 'short', 'good', 'long', 'tooLong'],
  personal: ['none', 'address', 'fact'],
  hook: ['none', 'asked', 'notNeeded'],
  own: ['fresh', 'similar', 'same', 'generic', 'emoji'],
  timely: ['fresh', 'late'],
  caring: ['none', 'said'],
  promo: ['found'],
  hardSell: ['found'],
  emojiCap: ['found'],
  cheerfulCap: ['found'],
  taboo: ['found'],
  bound: ['floor', 'ceiling'],
} as const satisfies Record<CommentPart, readonly string[]>;

export interface CommentReason {
  part: CommentPart;
  /** Below zero where something is taken off. The points of all reasons add up to the score. */
  points: number;
  /** The most the part can give; 0 for what is taken off. */
  of: number;
  code: string;
  params: Readonly<Record<string, string | number>>;
}
