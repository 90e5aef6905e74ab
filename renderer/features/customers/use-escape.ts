import { useShortcut } from '../../app/shortcut.ts';

/** While something small is open, Esc closes it and not what lies below. */
export function useEscape(open: boolean, close: () => void): void {
  useShortcut('', { Escape: { label: '', run: close } }, { enabled: open });
}
