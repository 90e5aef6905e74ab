import type { ErrorCode } from '#shared/protocol/error.ts';

/** The server's last word on the bytes of an attachment (SPEC ATTACH7); anything else passes. */
export const finalUploadRefusals: readonly ErrorCode[] = ['INVALID', 'TOO_LARGE', 'FORBIDDEN'];
