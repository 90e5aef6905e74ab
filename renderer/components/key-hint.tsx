import { keyCaps } from '../app/shortcut-key.ts';
import './piece.css';

const isMac = /mac/i.test(navigator.userAgent);

/** The keys of a shortcut as small caps, e.g. `mod+k` or `g t`. Hidden from screen readers, which have the key list. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className="key-hint" aria-hidden="true">
      {keyCaps(keys, isMac).map((cap, index) => (
        <kbd key={index}>{cap}</kbd>
      ))}
    </span>
  );
}
