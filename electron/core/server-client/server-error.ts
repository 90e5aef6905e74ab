import type { ErrorCode, HandIn } from '#shared/protocol/error.ts';

/** The server understood the request and refused it. */
export class ServerError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  readonly handIn: HandIn | undefined;

  constructor(code: ErrorCode, message: string, retryAfterMs?: number, handIn?: HandIn) {
    super(`${code}: ${message}`);
    this.name = 'ServerError';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.handIn = handIn;
  }
}

/** TIMEOUT: no answer in time. NETWORK: no connection. FOREIGN: something answered that is not our server, or broke off. */
export type UnreachableReason = 'TIMEOUT' | 'NETWORK' | 'FOREIGN';

export class UnreachableError extends Error {
  readonly reason: UnreachableReason;

  constructor(reason: UnreachableReason, options?: ErrorOptions) {
    super(`server unreachable: ${reason}`, options);
    this.name = 'UnreachableError';
    this.reason = reason;
  }
}
