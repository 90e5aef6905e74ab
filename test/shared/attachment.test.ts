import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachmentName } from '#shared/domain/attachment/attachment-name.ts';
import { attachmentMimes, extensionOf, sniffMime } from '#shared/domain/attachment/file-kind.ts';
import { imageSizeOf } from '#shared/domain/attachment/image-size.ts';
import { png } from '#test/support/picture.ts';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  );
const jpeg = bytes(
  [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc4, 0, 3, 0],
  [0xff, 0xc2, 0, 11, 8, 2, 88, 3, 32, 3, 1, 1],
);
const gif = bytes('GIF89a', [0x40, 1, 0xf0, 0]);
const lossless = bytes('RIFF....WEBPVP8L....', [0x2f, 0x3f, 0xc1, 0x3b, 0]);
const extended = bytes('RIFF....WEBPVP8X....', [0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]);
const lossy = bytes('RIFF....WEBPVP8 ....', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]);

test.each([
  ['image/png', png('x'), { width: 8, height: 6 }],
  ['image/jpeg', jpeg, { width: 800, height: 600 }],
  ['image/gif', gif, { width: 320, height: 240 }],
  ['image/webp', lossless, { width: 320, height: 240 }],
  ['image/webp', extended, { width: 640, height: 480 }],
  ['image/webp', lossy, { width: 320, height: 240 }],
] as const)('a picture is told by its bytes, with its size: %s', (mime, file, size) => {
  expect(sniffMime(file)).toBe(mime);
  expect(imageSizeOf(mime, file)).toEqual(size);
});

test('PDF and plain text of any encoding are told too; programs, archives and what holds control bytes are nothing', () => {
  expect(sniffMime(bytes('%PDF-1.7\n'))).toBe('application/pdf');
  expect(sniffMime(new TextEncoder().encode('你好\r\n\t再见'))).toBe('text/plain');
  expect(sniffMime(bytes([0xc4, 0xe3, 0xba, 0xc3]))).toBe('text/plain');
  expect(sniffMime(bytes('<svg onload="alert(1)"/>'))).toBe('text/plain');
  for (const file of [bytes('MZ\x90\0'), bytes('PK\x03\x04'), bytes('\x7fELF'), bytes('a\0b'), bytes('')]) {
    expect(sniffMime(file)).toBeUndefined();
  }
});

test('a head that is cut off at any byte, or names no pixels, has no size and never throws', () => {
  for (const file of [png('x'), jpeg, gif, lossless, extended, lossy]) {
    const mime = sniffMime(file)!;
    for (let length = 12; length < Math.min(file.length, 24); length++) {
      expect(() => imageSizeOf(mime, file.slice(0, length))).not.toThrow();
    }
  }
  expect(imageSizeOf('image/png', png('x', { width: 0 }))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...attachmentMimes), (noise, mime) => {
      const size = imageSizeOf(mime, noise);
      return size === undefined || (size.width > 0 && size.height > 0);
    }),
  );
});

test.each([
  ['../../etc/passwd', 'text/plain', 'passwd.txt'],
  ['C:\\Windows\\system32\\evil.exe', 'text/plain', 'evil.exe.txt'],
  ['\\\\server\\share\\图.PNG', 'image/png', '图.png'],
  ['CON.png', 'image/png', '_CON.png'],
  ['a\u202Egnp.exe', 'image/png', 'a gnp.exe.png'],
  ['照片.jpeg', 'image/jpeg', '照片.jpg'],
  ['照片.jpg', 'image/png', '照片.jpg.png'],
  ['page.html', 'text/plain', 'page.html.txt'],
  ['   ..  ', 'application/pdf', '附件.pdf'],
  ['a\0b\n.pdf', 'application/pdf', 'a b.pdf'],
  ['x.png. . ', 'image/png', 'x.png.png'],
] as const)('the name %j is shown and saved as one that every system takes', (given, mime, shown) => {
  expect(attachmentName(given, mime)).toBe(shown);
});

test('whatever a file is called, its name leaves no folder, is short, and ends as what it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.constantFrom(...attachmentMimes),
      (given, mime) => {
        const name = attachmentName(given, mime);
        expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(name.endsWith(`.${extensionOf[mime]}`)).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(206);
        expect(name.isWellFormed()).toBe(true);
      },
    ),
  );
});
