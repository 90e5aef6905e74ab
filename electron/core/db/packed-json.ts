/**
 * A long JSON text as the file keeps it. Of an import the queue was a quarter of all that is written, each page of it
 * enciphered on its way into the log and again on its way out of it; the names of fields and scopes in it repeat endlessly.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Shorter ones stay legible for SQL. */
const packedFrom = 16_384;

export interface PackedJson {
  stored: string | Uint8Array;
  /** Bytes of the text where it is packed, null where it stands there as it is. */
  packedBytes: number | null;
}

export function packJson(text: string): PackedJson {
  if (text.length < packedFrom) return { stored: text, packedBytes: null };
  const bytes = Buffer.from(text);
  const stored = zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  return { stored, packedBytes: bytes.length };
}

/** The text of what {@link packJson} made. Throws where the bytes are damaged. */
export function jsonTextOf(stored: string | Uint8Array): string {
  return typeof stored === 'string' ? stored : zstdDecompressSync(stored).toString();
}
