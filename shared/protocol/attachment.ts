/** The bytes of attachments: what a device asks before it hands them in. They travel as they are, not as JSON. */
import { z } from 'zod';

export const attachmentsAtOnce = 200;

export const bytesPath = '/v1/attachment/bytes';
/** For who reviews: what shows that a step was done. */
export const evidencePath = '/v1/review/evidence';
export const bytesRequest = z.strictObject({ id: z.guid() });

/** The attachment is named in the query, because the body is the file. */
export const handInPath = '/v1/attachment/hand-in';
export const handInPathOf = (id: string): string => `${handInPath}?id=${id}`;

export const missingPath = '/v1/attachment/missing';
export const bytesContentType = 'application/octet-stream';

export const missingRequest = z.strictObject({ ids: z.array(z.guid()).min(1).max(attachmentsAtOnce) });
/** `missing`: their bytes are wanted. `unknown`: nothing this person may hand in bytes for. Of the others the bytes are there. */
export const missingResponse = z.object({ missing: z.array(z.guid()), unknown: z.array(z.guid()) });

export const handedInResponse = z.object({ ok: z.literal(true) });
