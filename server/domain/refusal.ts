/** An expected refusal: becomes the error body of shared/protocol/error.ts with its status. Never holds customer data. */
import type { ErrorCode } from '#shared/protocol/error.ts';

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
