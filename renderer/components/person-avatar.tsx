import { personColour, personInitial } from './person-colour.ts';
import './piece.css';

/** A surname in a stable soft colour. Decoration: the name itself always stands beside it. */
export function PersonAvatar({ name, size = 36 }: { name: string; size?: number }) {
  return (
    <span
      className="person-avatar"
      data-hue={personColour(name)}
      style={{
        width: size,
        height: size,
        fontSize: Math.round(size * (personInitial(name).length > 1 ? 0.34 : 0.42)),
      }}
      aria-hidden="true"
    >
      {personInitial(name)}
    </span>
  );
}
