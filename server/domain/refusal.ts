/** An expected refusal: becomes the error body of shared/protocol/error.ts with its status. Never holds customer data. */
import type { ErrorCode, HandIn } from '#shared/protocol/error.ts';

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;

  readonly handIn: HandIn | undefined;

  constructor(code: ErrorCode, message: string, retryAfterSeconds?: number, handIn?: HandIn) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.handIn = handIn;
  }
}
