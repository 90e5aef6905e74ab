/** What is in a file, read once for each way of reading it: a wizard asks for the same content again and again. */
import { ImportError } from './import-error.ts';
import { importLimits } from './import-limit.ts';
import { childEntry, readInChild } from './reader-child.ts';
import type { ImportFile } from './record.ts';
import type { TextPiece } from './text-child.ts';
import { readTextContent, type TextContent, type TextRequest } from './text-content.ts';
import type { Card } from './vcard-cards.ts';
import { findWorkbookKind, readXlsx } from './xlsx-table.ts';
import type { XlsxOptions, XlsxSheet } from './xlsx-table.ts';

export type Content = TextContent | { format: 'xlsx'; sheets: XlsxSheet[] };

interface Kept {
  key: string;
  content: Promise<Content>;
}

/** Of the file that was read last; it goes with its file. */
const kept = new WeakMap<ImportFile, Kept>();
let last: WeakRef<ImportFile> | undefined;

export function readContent(
  file: ImportFile,
  choice: { encoding?: string | undefined; delimiter?: string | undefined },
  options: XlsxOptions,
): Promise<Content> {
  const key = JSON.stringify([choice.encoding, choice.delimiter]);
  const known = kept.get(file);
  if (known?.key === key) return known.content;
  const former = last?.deref();
  if (former) kept.delete(former);
  last = new WeakRef(file);
  const content = read(file, choice, options);
  kept.set(file, { key, content });
  content.catch(() => kept.get(file)?.content === content && kept.delete(file));
  return content;
}

async function read(
  { name, bytes }: ImportFile,
  { encoding, delimiter }: { encoding?: string | undefined; delimiter?: string | undefined },
  options: XlsxOptions,
): Promise<Content> {
  if (bytes.length === 0) throw new ImportError('EMPTY');
  if (bytes.length > importLimits.fileBytes) throw new ImportError('TOO_LARGE', `${bytes.length} bytes`);
  if (findWorkbookKind(bytes)) return { format: 'xlsx', ...(await readXlsx(bytes, options)) };
  const request: TextRequest = { name, bytes, encoding, delimiter };
  return bytes.length <= importLimits.quickTextBytes ? readTextContent(request) : readText(request, options);
}

const entry = childEntry('text-child');

async function readText(request: TextRequest, { isolation }: XlsxOptions): Promise<TextContent> {
  let content: TextContent | undefined;
  await readInChild<TextPiece>(
    request,
    {
      path: entry,
      isolation,
      timeLimitMs: importLimits.textSeconds * 1_000,
      heapMegabytes: importLimits.textHeapMegabytes,
    },
    (piece) => {
      if ('head' in piece) content = piece.head;
      else if ('cards' in piece && content?.format === 'vcard')
        content.cards.push(...(piece.cards as Card[]));
      else if ('table' in piece && content?.format === 'csv') {
        content.table.push(...piece.table);
        content.lines.push(...piece.lines);
      }
    },
  );
  if (!content) throw new ImportError('BROKEN', 'no answer');
  return content;
}
