/** A prepared text in which what the rep still has to fill in, such as `{称呼}`, stands out. */
import { splitFillIns } from './content-group.ts';

export function FillInText({ text }: { text: string }) {
  return splitFillIns(text).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part));
}
