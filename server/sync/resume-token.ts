/** Where a page broke off: the window's upper end, and the last row sent. Opaque to the device. */
import { z } from 'zod';

const position = z.object({
  upTo: z.int().min(1),
  entity: z.string().max(50),
  version: z.int().min(0),
  id: z.guid(),
  /** Rows still to come when the window began being counted; an estimate. */
  left: z.int().min(0),
});
export type Position = z.infer<typeof position>;

export function resumeToken(at: Position): string {
  return Buffer.from(JSON.stringify([at.upTo, at.entity, at.version, at.id, at.left])).toString('base64url');
}

/** Undefined for a token this server cannot read: the window then begins again, which costs time but loses nothing. */
export function findPosition(token: string | undefined): Position | undefined {
  if (token === undefined) return undefined;
  try {
    const [upTo, entity, version, id, left] = z
      .array(z.json())
      .parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return position.safeParse({ upTo, entity, version, id, left }).data;
  } catch {
    return undefined;
  }
}
