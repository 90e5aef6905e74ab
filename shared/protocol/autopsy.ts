/** The same report on the device of the rep and, asked of the server, for the lead. */
import { z } from 'zod';
import { autopsyFindings } from '../domain/autopsy.ts';
import { touchClasses, touchKinds } from '../domain/entity/book.ts';
import { signalKinds } from '../domain/entity/care.ts';

/** What was done in the days before a block, a deletion, a complaint or a 别发了, newest first, and which rules it broke. */
export const autopsy = z.object({
  kind: z.enum(signalKinds),
  at: z.string(),
  days: z.int(),
  counts: z.object({
    touches: z.int(),
    care: z.int(),
    service: z.int(),
    promo: z.int(),
    unanswered: z.int(),
  }),
  findings: z.array(z.object({ code: z.enum(autopsyFindings), count: z.int(), limit: z.int() })),
  touches: z.array(
    z.object({
      id: z.guid(),
      at: z.string(),
      kind: z.enum(touchKinds),
      touchClass: z.enum(touchClasses),
      body: z.string(),
      replied: z.boolean().nullable(),
      quality: z.int().nullable(),
      authorName: z.string().nullable(),
    }),
  ),
});
export type Autopsy = z.infer<typeof autopsy>;
