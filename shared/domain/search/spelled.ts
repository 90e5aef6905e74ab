/** Whether what was typed spells a name: characters, syllables and initials mixed (wang姐, zhangx, zh晓f). */

/** One character with its reading, or a run of other letters: 王wang 芳fang. */
interface Unit {
  character: string;
  spoken: string;
}

const han = /\p{Script=Han}/u;

/** Whether the folded word spells a stretch of the name, as core spelled it (db/repository/spelling.ts). */
export function isSpelled(spelling: string, word: string): boolean {
  const units = spelling.split('|').map(unitOf);
  return units.some((_, from) => spells(units, from, word));
}

function unitOf(text: string): Unit {
  const [first = ''] = text;
  return han.test(first)
    ? { character: first, spoken: text.slice(first.length) }
    : { character: '', spoken: text };
}

function spells(units: readonly Unit[], at: number, word: string): boolean {
  if (word === '') return true;
  const unit = units[at];
  if (!unit) return false;
  if (unit.character !== '' && word.startsWith(unit.character)) {
    if (spells(units, at + 1, word.slice(unit.character.length))) return true;
  }
  for (let length = commonStart(unit.spoken, word); length > 0; length--) {
    const isLast = length === word.length;
    if ((isLast || isStart(unit.spoken, length)) && spells(units, at + 1, word.slice(length))) return true;
  }
  return false;
}

/** In the middle of a word a syllable is written whole or by its initial: z or zh. */
function isStart(spoken: string, length: number): boolean {
  return length === spoken.length || length === 1 || (length === 2 && /^[zcs]h/.test(spoken));
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
