import { useCallback } from 'react';
import { useLiveEvent } from '../../platform/live.ts';
import { useImportWizard } from '../../stores/import-wizard.ts';

/** Keeps the wizard's progress: of a file that is imported, or of a run that is taken back. */
export function useImportProgress(id: string): void {
  const onProgress = useCallback(
    (event: { importId: string; done: number; total: number }) => {
      if (event.importId !== id) return;
      useImportWizard.setState({ progress: { done: event.done, total: event.total } });
    },
    [id],
  );
  useLiveEvent('import', onProgress);
}
