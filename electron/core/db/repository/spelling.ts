/** Names typed as people type them: characters, syllables and initials mixed (wang姐, zhangx, zh晓f). */
import { fold, syllablesOf } from './search-text.ts';

const han = /\p{Script=Han}/u;

/** What the file keeps of a name: units separated by `|`, ready for isSpelled (domain/search/spelled.ts). */
export function spellingOf(name: string): string {
  const text = name.normalize('NFKC').replace(/[|\n\s]+/g, '');
  const units: string[] = [];
  const spoken = syllablesOf(text);
  // Readings come per character and per run of anything else.
  let at = 0;
  let run = '';
  for (const character of text) {
    if (han.test(character)) {
      if (run !== '') at++;
      run = '';
      units.push(fold(character) + fold(spoken[at++] ?? ''));
    } else {
      if (run === '') units.push('');
      run += character;
      units[units.length - 1] = fold(run);
    }
  }
  return units.join('|');
}

/** A LIKE pattern that every spelling passes which isSpelled accepts. */
export function spellingPattern(word: string): string {
  return `%${Array.from(word, (character) => character.replace(/[\\%_]/, String.raw`\$&`)).join('%')}%`;
}
