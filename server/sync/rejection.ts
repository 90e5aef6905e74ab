/** Why a mutation is refused for good. Thrown inside its transaction, which is rolled back whole. */
import type { rejectionCodes } from '#shared/protocol/sync.ts';

export type RejectionCode = (typeof rejectionCodes)[number];

const ofProgram: ReadonlySet<RejectionCode> = new Set<RejectionCode>(['INVALID', 'UNKNOWN_ENTITY']);

export class Rejection extends Error {
  readonly code: RejectionCode;
  /** The mutation itself does not fit this server, whatever the rows are: one that is newer may take it. */
  readonly isOfProgram: boolean;

  constructor(code: RejectionCode, message: string, isOfProgram = ofProgram.has(code)) {
    super(message);
    this.code = code;
    this.isOfProgram = isOfProgram;
  }
}
