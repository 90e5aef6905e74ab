/** Zip files for tests, honest and hostile: entries may lie about their size or share one packed body. */
import { deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  content: Buffer | string;
  /** Unpacked size as the directory tells it. */
  declared?: number;
  /** Packed already; `content` is then not looked at. */
  packed?: Buffer;
}

/** Parts with the same `packed` buffer share one body, as in a bomb of overlapping files. */
export function zipOf(files: readonly ZipPart[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const shared = new Map<Buffer, number>();
  let offset = 0;
  for (const { name, content, declared, packed: ready } of files) {
    const body = Buffer.from(content as string);
    const packed = ready ?? deflateRawSync(body);
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(declared ?? body.length, 22);
    local.writeUInt16LE(ready ? 0 : title.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 6, 4, 28);
    central.writeUInt16LE(title.length, 28);
    const known = ready && shared.get(ready);
    central.writeUInt32LE(known ?? offset, 42);
    directory.push(central, title);
    if (known !== undefined) continue;
    if (ready) shared.set(ready, offset);
    const head = ready ? [local] : [local, title];
    parts.push(...head, packed);
    offset += head.reduce((sum, part) => sum + part.length, 0) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}
