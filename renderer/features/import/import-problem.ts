/** From a failed import call to the sentence in import.json that says what to do. */
import { errorCodeOf } from '../../components/error-text.ts';

const explained = [
  'EMPTY',
  'BAD_ENCODING',
  'NOT_A_TABLE',
  'NOT_XLSX',
  'OLD_XLS',
  'ENCRYPTED_XLSX',
  'TOO_LARGE',
  'TOO_MANY_ROWS',
  'TOO_MANY_COLUMNS',
  'NO_CARDS',
  'BROKEN',
  'TALK',
  'NO_BOOK',
  'RUNNING',
  'ALREADY_UNDONE',
  'NOT_STOPPED',
  'NOT_FOUND',
  'STORAGE',
] as const;
export type ImportProblemCode = (typeof explained)[number];

/** A refusal the page itself makes before it asks core. */
export class ImportProblem extends Error {
  readonly code: ImportProblemCode;

  constructor(code: ImportProblemCode) {
    super(code);
    this.name = 'ImportProblem';
    this.code = code;
  }
}

/** Undefined where the wizard has no words of its own and the general ones apply. */
export function importProblemCode(error: unknown): ImportProblemCode | undefined {
  if (error instanceof ImportProblem) return error.code;
  const { code, detail } = errorCodeOf(error);
  return explained.find((each) => each === detail) ?? explained.find((each) => each === code);
}
