/** Reads a large text file in a process (or thread) of its own; see reader-child.ts. */
import { answerAsChild } from './reader-child.ts';
import { readTextContent, type TextContent, type TextRequest } from './text-content.ts';

/** What the child answers: the content without its rows or cards, then those. */
export type TextPiece = { head: TextContent } | { table: string[][]; lines: number[] } | { cards: unknown[] };

/** Rows and cards of a piece. */
const pieceSize = 500;

function* read(request: TextRequest): Generator<TextPiece> {
  const content = readTextContent(request);
  if (content.format === 'vcard') {
    yield { head: { ...content, cards: [] } };
    for (let from = 0; from < content.cards.length; from += pieceSize)
      yield { cards: content.cards.slice(from, from + pieceSize) };
    return;
  }
  const { table, lines } = content;
  yield { head: { ...content, table: [], lines: [] } };
  for (let from = 0; from < table.length; from += pieceSize)
    yield { table: table.slice(from, from + pieceSize), lines: lines.slice(from, from + pieceSize) };
}

answerAsChild(read);
