/** What the wizard's buttons do. The newest action wins: the answer to an older one is ignored. */
import type { ApiClient } from '#shared/contract/api.ts';
import type { ImportChoice, ImportProblemLanguage } from '#shared/contract/import.ts';
import { saveFile } from '../../platform/save-file.ts';
import {
  resetImportWizard,
  useImportWizard,
  type ImportStage,
  type ImportWizard,
} from '../../stores/import-wizard.ts';
import { ImportProblem } from './import-problem.ts';
import { findFileProblem } from './import-file.ts';

type Doing = NonNullable<ImportWizard['busy']>['with'];

const { getState, setState } = useImportWizard;

/** Runs `work`, then moves to the stage it returns; a failure leads to `fallback` with the problem shown. */
async function act(
  doing: Doing,
  fileName: string,
  fallback: ImportStage,
  work: () => Promise<ImportStage>,
): Promise<void> {
  const busy = { with: doing, fileName };
  setState({ busy, problem: null });
  const isCurrent = () => getState().busy === busy;
  try {
    const stage = await work();
    if (isCurrent()) setState({ stage, busy: null, progress: null });
  } catch (problem) {
    if (isCurrent()) setState({ stage: fallback, busy: null, problem, progress: null });
  }
}

export async function chooseFile(api: ApiClient, file: File): Promise<void> {
  const refusal = findFileProblem(file);
  if (refusal) return setState({ problem: new ImportProblem(refusal), busy: null });
  await act('inspect', file.name, { step: 'file' }, async () => {
    const inspection = await api.import.inspect({ fileName: file.name, bytes: file });
    return { step: 'check', inspection, choice: {}, detected: inspection.encoding };
  });
}

/** Reads the file another way; where core refuses, everything stays as it was. */
export async function readAgain(api: ApiClient, choice: ImportChoice): Promise<void> {
  const { stage } = getState();
  if (stage.step !== 'check') return;
  const { inspection } = stage;
  await act('reinspect', inspection.fileName, stage, async () => ({
    ...stage,
    choice,
    inspection: await api.import.reinspect({ importId: inspection.importId, choice }),
  }));
}

/** Which column goes where changes nothing in how the file is read. */
export function changeMapping(choice: ImportChoice): void {
  const { stage } = getState();
  if (stage.step === 'check') setState({ stage: { ...stage, choice } });
}

/** What is done about rows of deleted customers changes nothing else in the dry run. */
export function changeDeleted(change: Pick<ImportChoice, 'deleted' | 'deletedRows'>): void {
  const { stage } = getState();
  if (stage.step === 'preview') setState({ stage: { ...stage, choice: { ...stage.choice, ...change } } });
}

export async function dryRun(api: ApiClient): Promise<void> {
  const { stage } = getState();
  if (stage.step !== 'check') return;
  const { inspection, choice } = stage;
  await act('preview', inspection.fileName, stage, async () => ({
    ...stage,
    step: 'preview',
    preview: await api.import.preview({ importId: inspection.importId, choice }),
  }));
}

export async function runImport(api: ApiClient): Promise<void> {
  const { stage } = getState();
  if (stage.step !== 'preview') return;
  const { inspection, choice } = stage;
  setState({ stage: { ...stage, step: 'run' }, progress: null, isStopping: false });
  const { preview: _, ...file } = stage;
  await act('run', inspection.fileName, stage, async () => ({
    ...file,
    step: 'report',
    run: await api.import.run({ importId: inspection.importId, choice }),
    undone: null,
  }));
}

/** The rows that cannot be imported, for the person to put right. */
export async function saveProblems(api: ApiClient, language: ImportProblemLanguage): Promise<void> {
  const { stage } = getState();
  if (stage.step !== 'preview' && stage.step !== 'report') return;
  const { inspection, choice } = stage;
  await act('problems', inspection.fileName, stage, async () => {
    const { importId } = inspection;
    const { fileName, bytes } = await api.import.problems({ importId, choice, language });
    saveFile(fileName, bytes);
    return stage;
  });
}

/** The run answers by itself once it has stopped. */
export async function stopImport(api: ApiClient): Promise<void> {
  const { stage } = getState();
  if (stage.step !== 'run') return;
  setState({ isStopping: true });
  try {
    await api.import.stop({ importId: stage.inspection.importId });
  } catch (problem) {
    setState({ isStopping: false, problem });
  }
}

/** What was written before the run was stopped stays. */
export async function keepRun(api: ApiClient): Promise<void> {
  const { stage } = getState();
  if (stage.step !== 'report') return;
  await act('keep', stage.run.fileName, stage, async () => ({
    ...stage,
    run: await api.import.keep({ id: stage.run.id }),
  }));
}

export async function undoRun(api: ApiClient): Promise<void> {
  const { stage } = getState();
  if (stage.step !== 'report') return;
  await act('undo', stage.run.fileName, stage, async () => ({
    ...stage,
    undone: await api.import.undo({ id: stage.run.id }),
  }));
}

export function backToCheck(): void {
  const { stage } = getState();
  if (stage.step !== 'preview') return;
  const { preview: _, ...file } = stage;
  setState({ stage: { ...file, step: 'check' }, busy: null, problem: null });
}

/** Lets core forget the file and starts over. */
export function startOver(api: ApiClient): void {
  const { stage } = getState();
  if (stage.step === 'check' || stage.step === 'preview' || stage.step === 'report') {
    // Core drops the file by itself when the next one is read, so a failure here has no consequence.
    api.import.drop({ importId: stage.inspection.importId }).catch(() => {});
  }
  resetImportWizard();
}
