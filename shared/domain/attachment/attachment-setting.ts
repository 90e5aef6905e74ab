/** The numbers about attachments: limits of our own where no source names one, retention by rules.md R17. */
import { number } from '../setting-kind.ts';

/**
 * The most a company may allow, in megabytes. Our own figure: a whole file passes through memory on device and server.
 */
export const mostMegabytes = 20;

/** Of a picture in small, as the device keeps it. Our own figure: twice the size of a tile has 5 to 30 thousand. */
export const thumbnailBytes = 64 * 1024;

/** Wider or higher pictures take more memory to show than a page should. Our own figure: a phone takes 12 to 50 million. */
export const mostPixels = 100_000_000;

export const attachmentSettings = {
  /** Of one file, in megabytes of 1,048,576 bytes. Our own figure: a screenshot of a phone has 0.2 to 3, a photo 2 to 6. */
  'attachment.megabytes': number('R17', 8, 1, mostMegabytes),
  /** Of one customer. Our own figure: one a week over four years. */
  'attachment.perCard': number('R17', 200, 0, 2_000),
  /** Days after which pictures of Moments go: third parties appear in them (rules.md R17). */
  'attachment.momentImageDays': number('R17', 30, 1, 3_650),
} as const;
