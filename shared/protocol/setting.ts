/** `POST /v1/setting/set`: one number for the company, a team or a person. */
import { z } from 'zod';

export const setSettingRequest = z
  .strictObject({
    key: z.string().max(100),
    /** Null: no number of its own any more; the next wider one holds. */
    value: z.number().nullable(),
    teamId: z.guid().nullable(),
    personId: z.guid().nullable(),
    /** The row that was seen there, null for none; another one there by now is STALE. Left out: whatever stands there. */
    seenId: z.guid().nullable().optional(),
  })
  .refine(({ teamId, personId }) => teamId === null || personId === null, 'a team or a person, not both');
export type SetSettingRequest = z.infer<typeof setSettingRequest>;

/** The row that stands there now. */
export const setSettingResponse = z.object({ id: z.guid().nullable() });
