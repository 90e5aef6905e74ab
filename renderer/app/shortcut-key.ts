/** Reads shortcut names such as `g t`, `mod+k`, `?`, `ArrowDown` and compares them with what was pressed. Pure. */

/** The part of a KeyboardEvent that decides. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** One press as a word: `mod+k` for Ctrl or Cmd, `alt+1`, else the key itself; letters in lower case. */
export function pressName(event: Pressed): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  return `${mod}${alt}${key}`;
}

/** The presses of a shortcut: `g t` → two. */
export function pressesOf(shortcut: string): string[] {
  return shortcut
    .split(' ')
    .filter(Boolean)
    .map((press) => {
      const parts = press === '+' ? ['+'] : press.split('+');
      const key = parts.at(-1) ?? '';
      const mod = parts.includes('mod') ? 'mod+' : '';
      const alt = parts.includes('alt') ? 'alt+' : '';
      return `${mod}${alt}${key.length === 1 ? key.toLowerCase() : key}`;
    });
}

/** `full`: the shortcut was typed; `part`: more presses are to come. */
export function matchPresses(shortcut: string, typed: readonly string[]): 'full' | 'part' | 'none' {
  const wanted = pressesOf(shortcut);
  if (typed.length > wanted.length || typed.some((press, index) => press !== wanted[index])) return 'none';
  return typed.length === wanted.length ? 'full' : 'part';
}

const shownNames: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: 'Enter',
  Escape: 'Esc',
};

/** The caps to draw for a shortcut; `mac` shows ⌘ for Ctrl. */
export function keyCaps(shortcut: string, mac: boolean): string[] {
  return pressesOf(shortcut).flatMap((press) => {
    const key = press.replace(/^(mod\+|alt\+)+/, '');
    const caps = shownNames[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    return [
      ...(press.includes('mod+') ? [mac ? '⌘' : 'Ctrl'] : []),
      ...(press.includes('alt+') ? [mac ? '⌥' : 'Alt'] : []),
      caps,
    ];
  });
}
