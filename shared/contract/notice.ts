import { z } from 'zod';
import { base } from './base.ts';

export const noticeView = z.object({
  counts: z.object({ promise: z.int(), appointment: z.int(), reply: z.int() }),
  /** Whose card to open; null where it concerns several customers. */
  customerId: z.guid().nullable(),
});
export type NoticeView = z.infer<typeof noticeView>;

export const noticeSettings = z.object({
  on: z.boolean(),
  /** Minutes of the day, and between two notices: as the rules have them. */
  quietFrom: z.int(),
  quietTo: z.int(),
  lunchFrom: z.int(),
  lunchTo: z.int(),
  everyMinutes: z.int(),
});

export const noticeContract = {
  /** What to tell the person now, or null; what is given here is not given again on this device. */
  take: base.output(noticeView.nullable()),
  settings: base.output(noticeSettings),
  /** On this device, for this person. */
  setOn: base.input(z.object({ on: z.boolean() })).output(z.void()),
};
