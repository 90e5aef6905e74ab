/** What the palette lists, in the order of its groups. */
import type { SearchAnswer } from '#shared/contract/search.ts';
import { isSpelled } from '#shared/domain/search/spelled.ts';
import type { Command } from './palette-command.ts';

export type PaletteEntry =
  | { group: 'customer'; key: string; found: SearchAnswer['customers'][number] }
  | { group: 'history'; key: string; found: SearchAnswer['entries'][number] }
  | { group: 'content'; key: string; found: SearchAnswer['content'][number] }
  | { group: 'command'; key: string; found: Command };

/** Everything that can be chosen. Without anything typed, the commands alone. */
export function paletteEntries(
  answer: SearchAnswer | undefined,
  commands: readonly Command[],
  typed: string,
): PaletteEntry[] {
  const word = typed.trim().toLowerCase();
  const spelled = word.normalize('NFKC').replace(/\s+/gu, '');
  const matching = commands.filter(
    ({ words, spelling = '' }) =>
      words.some((part) => part.toLowerCase().includes(word)) ||
      (spelled !== '' && spelling !== '' && isSpelled(spelling, spelled)),
  );
  const named = matching.map((found): PaletteEntry => ({ group: 'command', key: found.name, found }));
  if (word === '' || !answer) return named;
  const found: PaletteEntry[] = [
    ...answer.customers.map((each): PaletteEntry => ({ group: 'customer', key: each.id, found: each })),
    ...answer.entries.map((each): PaletteEntry => ({ group: 'history', key: each.id, found: each })),
    ...answer.content.map((each): PaletteEntry => ({ group: 'content', key: each.id, found: each })),
  ];
  return [...found, ...named];
}
