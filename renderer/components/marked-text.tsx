import { Fragment } from 'react';
import './piece.css';

/** A line with the found ranges marked, in UTF-16 units, in order. */
export function MarkedText({
  text,
  marks,
}: {
  text: string;
  marks: readonly { from: number; to: number }[];
}) {
  return (
    <>
      {marks.map(({ from, to }, n) => (
        <Fragment key={from}>
          {text.slice(n === 0 ? 0 : marks[n - 1]!.to, from)}
          <mark className="found">{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.to ?? 0)}
    </>
  );
}
