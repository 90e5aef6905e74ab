/** The expected failures of core. The api frame turns them into the typed errors of the contract. */
export const coreErrorCodes = [
  'LOCKED',
  'OFFLINE',
  'FORBIDDEN',
  'NOT_FOUND',
  'REFUSED',
  'SERVER',
  'STORAGE',
] as const;
export type CoreErrorCode = (typeof coreErrorCodes)[number];

/** `detail` is a stable code (never text of a customer): for REFUSED the reason, for SERVER the server's ErrorCode. */
export class CoreError extends Error {
  readonly code: CoreErrorCode;
  readonly detail: string | undefined;

  constructor(code: CoreErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? code : `${code} ${detail}`, options);
    this.name = 'CoreError';
    this.code = code;
    this.detail = detail;
  }
}
