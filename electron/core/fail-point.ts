/**
 * Named places between two steps that must survive an end of the process. The program passes nothing; the fault suite
 * passes a function that ends the process at one of them.
 */
export const failPointNames = [
  'migrate.copied',
  'migrate.step',
  'migrate.committed',
  'push.before-send',
  'push.after-answer',
  'push.settled',
  'pull.before-apply',
  'pull.rows-applied',
  'pull.committed',
  'attachment.read',
  'attachment.staged',
  'attachment.before-send',
  'attachment.sent',
  'attachment.settled',
  'attachment.received',
  'import.begin',
  'import.batch',
  'import.committed',
  'merge.slice',
  'recover.enrolled',
  'recover.salvaged',
  'recover.made',
  'recover.committed',
  'recover.moved',
  'wipe.begin',
  'wipe.key-destroyed',
  'wipe.file-removed',
  'wipe.files-removed',
  'wipe.receipt-sent',
  'wipe.lock-removed',
  'wipe.record-removed',
] as const;

export type FailPoint = (name: (typeof failPointNames)[number]) => void;

export const noFailPoint: FailPoint = () => {};
