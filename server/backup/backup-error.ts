/** What goes wrong with a backup and is told in one line. */
export class BackupError extends Error {}
