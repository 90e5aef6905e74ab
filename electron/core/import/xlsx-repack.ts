/**
 * Keeps of a workbook only what a table consists of. exceljs stumbles over drawings, comments and tables of some
 * producers, and expands merged ranges cell by cell; none of that is needed, and all of it could be hostile.
 */
import { crc32 } from 'node:zlib';
import { readZipDirectory, unpackEntry } from './zip-directory.ts';

const needed =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/i;

const mergedCells = 200_000;

function cellCount(reference: string): number {
  const match = /^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/.exec(reference);
  if (!match) return Infinity;
  const column = (letters = ''): number =>
    [...letters].reduce((sum, char) => sum * 26 + char.charCodeAt(0) - 64, 0);
  return (column(match[3]) - column(match[1]) + 1) * (Number(match[4]) - Number(match[2]) + 1);
}

function withoutHugeMerges(xml: Buffer): Buffer {
  if (!xml.includes('<mergeCells')) return xml;
  const text = xml.toString('utf8');
  const part = /<mergeCells[\s>][\s\S]*?<\/mergeCells>/.exec(text)?.[0];
  if (!part) return xml;
  let sum = 0;
  for (const match of part.matchAll(/ref="([^"]*)"/g)) sum += cellCount(match[1] ?? '');
  return sum <= mergedCells ? xml : Buffer.from(text.replace(part, ''));
}

/** exceljs decodes the text of `t="str"` cells twice, so that `&lt;` would become `<`: one more layer keeps it. */
function withPlainStrings(xml: Buffer): Buffer {
  if (!xml.includes('t="str"') || !xml.includes('&')) return xml;
  const text = xml
    .toString('utf8')
    .replace(
      /<c\b[^>/]*\bt="str"[^>/]*>(?:<f\b[^>]*>(?:[^<]*<\/f>)?)?<v>([^<]*)<\/v>/g,
      (cell, value: string) =>
        value.includes('&')
          ? cell.replace(`<v>${value}</v>`, () => `<v>${value.replaceAll('&', '&amp;')}</v>`)
          : cell,
    );
  return Buffer.from(text);
}

/** A zip of the given files, stored without compression. */
function storedZip(files: { name: string; content: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(title.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    local.copy(central, 6, 4, 28);
    central.writeUInt16LE(title.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, title, content);
    directory.push(central, title);
    offset += local.length + title.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** @throws ImportError where an entry is damaged or larger than its declared size. */
export function repackWorkbook(bytes: Uint8Array): Buffer {
  const files = readZipDirectory(bytes)
    .filter((entry) => needed.test(entry.name))
    .map((entry) => {
      const content = unpackEntry(bytes, entry);
      const isSheet = entry.name.toLowerCase().startsWith('xl/worksheets/');
      return { name: entry.name, content: isSheet ? withPlainStrings(withoutHugeMerges(content)) : content };
    });
  return storedZip(files);
}
