export type ImportErrorCode =
  | 'EMPTY'
  | 'BAD_ENCODING'
  | 'NOT_A_TABLE'
  | 'NOT_XLSX'
  | 'OLD_XLS'
  | 'ENCRYPTED_XLSX'
  | 'TOO_LARGE'
  | 'TOO_MANY_ROWS'
  | 'TOO_MANY_COLUMNS'
  | 'NO_CARDS'
  | 'BROKEN'
  | 'TALK';

/** A file that cannot be read as a whole; the page translates `code`, `detail` is a technical hint (a line, a byte, a limit). */
export class ImportError extends Error {
  readonly code: ImportErrorCode;
  readonly detail: string | undefined;

  constructor(code: ImportErrorCode, detail?: string) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'ImportError';
    this.code = code;
    this.detail = detail;
  }
}
