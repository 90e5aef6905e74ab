/** The code a database or the system gave an error, for a log that takes no texts; UNKNOWN for one without. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}
