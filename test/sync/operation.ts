/** What may happen in a run: people's edits, the admin's commands, the network's and the machines' misfortunes. */
import { deviceOperations } from './operation-device.ts';
import { deskOperations } from './operation-desk.ts';
import { jobOperations } from './operation-job.ts';
import { companyOperations } from './operation-company.ts';
import { attachmentOperations } from './operation-attachment.ts';
import { editOperations } from './operation-edit.ts';
import { mergeOperations } from './operation-merge.ts';
import { salesOperations } from './operation-sales.ts';
import type { Device } from './device.ts';
import type { Scene } from './scene.ts';

/** `d` chooses the device; what `a` and `b` choose is the operation's. Small numbers are the simple cases. */
export interface Step {
  op: OperationName;
  d: number;
  a: number;
  b: number;
}

export interface Operation {
  /** How often it is drawn. */
  weight: number;
  run(scene: Scene, device: Device, a: number, b: number): Promise<void>;
}

export const operations = {
  ...editOperations,
  ...deskOperations,
  ...salesOperations,
  ...mergeOperations,
  ...attachmentOperations,
  ...deviceOperations,
  ...companyOperations,
  ...jobOperations,
};
export type OperationName = keyof typeof operations;
