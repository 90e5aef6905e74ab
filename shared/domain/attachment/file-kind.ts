/** What kind of file bytes are, told by the bytes themselves: neither name nor what a browser says of it counts. */

/** What may be attached: pictures, PDF and plain text. Markup and programs are text or nothing. */
export const attachmentMimes = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'application/pdf',
  'text/plain',
] as const;
export type AttachmentMime = (typeof attachmentMimes)[number];

/** Without its dot; what a saved file is called by. */
export const extensionOf: Readonly<Record<AttachmentMime, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
};

export function isImage(mime: string): boolean {
  return mime.startsWith('image/');
}

/** Undefined where the bytes are none of {@link attachmentMimes}. */
export function sniffMime(bytes: Uint8Array): AttachmentMime | undefined {
  if (hasAt(bytes, 0, '\x89PNG\r\n\x1A\n')) return 'image/png';
  if (hasAt(bytes, 0, '\xFF\xD8\xFF')) return 'image/jpeg';
  if (hasAt(bytes, 0, 'GIF87a') || hasAt(bytes, 0, 'GIF89a')) return 'image/gif';
  if (hasAt(bytes, 0, 'RIFF') && hasAt(bytes, 8, 'WEBP')) return 'image/webp';
  if (hasAt(bytes, 0, '%PDF-')) return 'application/pdf';
  return isPlainText(bytes) ? 'text/plain' : undefined;
}

/** @param text its char codes are the bytes looked for */
export function hasAt(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** No control characters but tab, line ends and form feed; the encoding may be UTF-8, GBK or another one of these. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  return bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || [0x09, 0x0a, 0x0c, 0x0d].includes(byte));
}
