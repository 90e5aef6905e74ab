import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useUndoToast } from '../../components/undo-toast.tsx';
import { useShell } from '../../platform/shell.ts';

/** Copies and says so; the text is never sent anywhere. */
export function useCopy(): (text: string) => void {
  const { t } = useTranslation('content');
  const shell = useShell();
  const say = useUndoToast();
  return useCallback(
    (text) => {
      shell.copyText(text).then(
        () => say(t('copied')),
        () => say(t('copyFailed')),
      );
    },
    [shell, say, t],
  );
}
