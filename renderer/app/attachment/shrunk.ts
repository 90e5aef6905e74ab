/** Twice the size of a tile, for screens with fine pixels. */
const side = { width: 224, height: 168 };
/** Below this, loading it whole costs no more. */
const smallBytes = 24 * 1024;

/** The picture in small, filling a tile; itself where it is small already or cannot be drawn. */
export async function shrunk(bytes: Blob): Promise<Blob> {
  if (bytes.size <= smallBytes) return bytes;
  try {
    const bitmap = await createImageBitmap(bytes);
    const scale = Math.min(1, Math.max(side.width / bitmap.width, side.height / bitmap.height));
    // A screenshot of a whole talk is far higher than wide: only its upper part is in the tile.
    const [width, height] = [bitmap.width, Math.min(bitmap.height, Math.ceil((side.height * 2) / scale))];
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0, width, height, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const small = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
    return small.size < bytes.size ? small : bytes;
  } catch {
    return bytes;
  }
}
