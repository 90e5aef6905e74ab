/** S1 of rules.md R9: what a comment has in common with the event and the customer's tags. */
import { hanStretches } from './comment-text.ts';

/**
 * Greedy, left to right: at each place the longest stretch of two or more characters that the event text or a tag has.
 * Each distinct run once; a run that is a stop-word does not count. A stretch ends at whatever is not a CJK character.
 */
export function sharedRuns(
  comment: string,
  sources: readonly string[],
  stopWords: readonly string[],
): string[] {
  const haystacks = sources.flatMap((source) => hanStretches(source).map((stretch) => stretch.join('')));
  const stops = new Set(stopWords);
  const found = new Set<string>();
  for (const stretch of hanStretches(comment)) {
    let place = 0;
    while (place < stretch.length) {
      const run = longestRun(stretch, place, haystacks);
      if (run.length < 2) {
        place++;
        continue;
      }
      const text = run.join('');
      if (!stops.has(text)) found.add(text);
      place += run.length;
    }
  }
  return [...found];
}

function longestRun(stretch: readonly string[], place: number, haystacks: readonly string[]): string[] {
  let run: string[] = [];
  for (let end = place + 2; end <= stretch.length; end++) {
    const longer = stretch.slice(place, end);
    const text = longer.join('');
    if (!haystacks.some((haystack) => haystack.includes(text))) break;
    run = longer;
  }
  return run;
}
