/** How the comment rules read a text: its CJK stretches, its emoji, and a form in which words are looked for. */

/** WeChat writes its own emoji as a word in brackets: [强], [玫瑰]. */
const bracketEmoji = /[[［]\p{Script=Han}{1,4}[\]］]/gu;
const emojiPart =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0e|\ufe0f|\u20e3/gu;
const notWord = /[^\p{L}\p{N}]+/gu;

export function withoutEmoji(text: string): string {
  return text.replace(bracketEmoji, ' ').replace(emojiPart, ' ');
}

/** The unbroken stretches of CJK characters, each as an array of characters. */
export function hanStretches(text: string): string[][] {
  return (text.match(/\p{Script=Han}+/gu) ?? []).map((stretch) => [...stretch]);
}

export function hanCount(text: string): number {
  return hanStretches(text).reduce((sum, stretch) => sum + stretch.length, 0);
}

/** Letters and digits only, in one case and width: what is left of 「厉害了！！👍」 is 厉害了. */
export function bareWords(text: string): string {
  return withoutEmoji(text).normalize('NFKC').toLowerCase().replace(notWord, '');
}

/** In one case and width, without spaces and invisible characters, so that a word cannot hide behind them. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]+/gu, '');
}
