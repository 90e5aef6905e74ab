/** Small real files, each different by its text. */
import { crc32, deflateSync } from 'node:zlib';

/** A PNG that every program opens; `text` lies in it in the clear, `padding` bytes make it bigger. */
export function png(text: string, { width = 8, height = 6, padding = 0 } = {}): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.alloc(1 + width * 3, 120);
  line[0] = 0;
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const words = Buffer.concat([Buffer.from(`Comment\0${text}`), Buffer.alloc(padding, 0x41)]);
  const signature = Buffer.from('\x89PNG\r\n\x1A\n', 'latin1');
  const parts = [chunk('IHDR', head), chunk('tEXt', words), chunk('IDAT', pixels), chunk('IEND')];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function chunk(kind: string, data: Uint8Array = new Uint8Array()): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(kind), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
