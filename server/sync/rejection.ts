/** Why a mutation is refused for good. Thrown inside its transaction, which is rolled back whole. */
import type { rejectionCodes } from '#shared/protocol/sync.ts';

export type RejectionCode = (typeof rejectionCodes)[number];

export class Rejection extends Error {
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string) {
    super(message);
    this.code = code;
  }
}
