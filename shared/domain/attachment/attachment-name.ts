/** The name an attachment is shown by and saved under. Bytes lie under their own hash, never under a name. */
import { safeFileName } from '../file-name.ts';
import { extensionOf, type AttachmentMime } from './file-kind.ts';

/** Also `.jpeg` is what it says. */
const alsoFits: Partial<Record<AttachmentMime, RegExp>> = { 'image/jpeg': /\.jpe?g$/i };

/**
 * Without folders and what disguises a name, at most 200 bytes, with the ending of what the file really is: a page of
 * markup called `a.png` is shown as `a.png.txt`.
 */
export function attachmentName(given: string, mime: AttachmentMime): string {
  const extension = extensionOf[mime];
  const last = given.split(/[/\\]/).at(-1)!.toWellFormed();
  const fits = alsoFits[mime] ?? new RegExp(`\\.${extension}$`, 'i');
  return safeFileName(last.trim().replace(fits, ''), extension, '附件');
}
