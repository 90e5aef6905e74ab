/** What the rep may hand in; core looks at the content, so the name only sorts out the obvious. */
export const acceptedFiles = '.vcf,.vcard,.csv,.tsv,.txt,.xlsx,.xlsm,.xls';
export const maximumFileBytes = 50 * 1024 * 1024;

export type FileProblem = 'EMPTY' | 'TOO_LARGE';

/** Problems that need no reading, so that a wrong file is refused at once. */
export function findFileProblem(file: { size: number }): FileProblem | undefined {
  if (file.size === 0) return 'EMPTY';
  if (file.size > maximumFileBytes) return 'TOO_LARGE';
  return undefined;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${Math.round(bytes / 1_024)} KB`;
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** Whole percent, never 100 before everything is done. */
export function percentDone(done: number, total: number): number {
  if (total <= 0) return 0;
  return done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100));
}
