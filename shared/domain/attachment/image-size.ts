/** Width and height of a picture, read from its head; nothing is decoded. */
import { hasAt, type AttachmentMime } from './file-kind.ts';

export interface ImageSize {
  width: number;
  height: number;
}

/** Undefined where the head is broken or names no size: such a picture cannot be shown. */
export function imageSizeOf(mime: AttachmentMime, bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = readSize(mime, bytes, view);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // The head is cut off.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readSize(mime: AttachmentMime, bytes: Uint8Array, view: DataView): ImageSize | undefined {
  if (mime === 'image/png') {
    return hasAt(bytes, 12, 'IHDR') ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;
  }
  if (mime === 'image/gif') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (mime === 'image/webp') return webpSize(bytes, view);
  return mime === 'image/jpeg' ? jpegSize(view) : undefined;
}

function webpSize(bytes: Uint8Array, view: DataView): ImageSize | undefined {
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (hasAt(bytes, 12, 'VP8X')) return { width: uint24(24) + 1, height: uint24(27) + 1 };
  if (hasAt(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!hasAt(bytes, 12, 'VP8 ')) return undefined;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** The frame header (SOF0–SOF15 without the three that are tables) tells the size; segments before it are passed over. */
function jpegSize(view: DataView): ImageSize | undefined {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const hasLength = marker !== 0x01 && !(marker >= 0xd0 && marker <= 0xd7);
    at += 2 + (hasLength ? view.getUint16(at + 2) : 0);
  }
}
