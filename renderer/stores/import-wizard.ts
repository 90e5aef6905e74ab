/**
 * Where the rep is in the import wizard, so that leaving the screen while rows are being written loses nothing. In memory only:
 * the samples are customer data. Cleared on sign-out.
 */
import type { ImportChoice, ImportInspection, ImportPreview, ImportRun } from '#shared/contract/import.ts';
import { create } from 'zustand';

export interface UndoResult {
  removed: number;
  restored: number;
  kept: number;
}

interface FileInHand {
  /** As read with the present choice. */
  inspection: ImportInspection;
  choice: ImportChoice;
  /** What the bytes alone say of the encoding; stays on offer when the rep tries one. */
  detected: ImportInspection['encoding'];
}

export type ImportStage =
  | { step: 'file' }
  | ({ step: 'check' } & FileInHand)
  | ({ step: 'preview'; preview: ImportPreview } & FileInHand)
  | ({ step: 'run'; preview: ImportPreview } & FileInHand)
  | ({ step: 'report'; run: ImportRun; undone: UndoResult | null } & FileInHand);

export interface ImportWizard {
  stage: ImportStage;
  /** What core is working on now, and the file's name while it is being read. */
  busy: {
    with: 'inspect' | 'reinspect' | 'preview' | 'run' | 'undo' | 'keep' | 'problems';
    fileName: string;
  } | null;
  /** The last refusal or failure, shown until the next action. */
  problem: unknown;
  progress: { done: number; total: number } | null;
  /** The person has asked the run to stop. */
  isStopping: boolean;
}

const initial: ImportWizard = {
  stage: { step: 'file' },
  busy: null,
  problem: null,
  progress: null,
  isStopping: false,
};

export const useImportWizard = create<ImportWizard>(() => initial);

/** Also makes answers that are still under way be ignored. */
export function resetImportWizard(): void {
  useImportWizard.setState(initial, true);
}
