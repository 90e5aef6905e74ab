/** The expected failures every method of the local API may return; the page translates the code. */
import { oc } from '@orpc/contract';
import { z } from 'zod';

const detail = z.object({ detail: z.string().optional() }).optional();

export const base = oc.errors({
  /** No one is signed in, or the local file is locked. */
  LOCKED: { data: detail },
  /** The company server cannot be reached and the action needs it. */
  OFFLINE: { data: detail },
  FORBIDDEN: { data: detail },
  NOT_FOUND: { data: detail },
  /** The input was understood and refused; `detail` is a stable code. */
  REFUSED: { data: detail },
  /** The server's own refusal; `detail` is its ErrorCode. */
  SERVER: { data: detail },
  /** The local file cannot be written (disk full, read-only). */
  STORAGE: { data: detail },
});
