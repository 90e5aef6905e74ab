import { useState } from 'react';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import {
  clearDraft,
  type ComposerDraft,
  type ComposerTab,
  giveBackDraft,
  setSaving as setDraftSaving,
} from '../../../stores/composer-draft.ts';

interface Saved {
  done: string;
  undo: () => Promise<unknown>;
}

/**
 * Saves one form of the composer, which is empty at once: whoever types on is at the next entry. A failed save brings
 * the text back and says why; so does undoing a save.
 */
export function useSaveEntry<Part extends ComposerTab>(
  customerId: string,
  part: Part,
  draft: ComposerDraft[Part],
) {
  const undoToast = useUndoToast();
  const errorText = useErrorText();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async (write: () => Promise<Saved>): Promise<void> => {
    if (saving) return;
    setSaving(true);
    setProblem(undefined);
    setDraftSaving(customerId, true);
    clearDraft(customerId, part);
    try {
      const { done, undo } = await write();
      undoToast(done, async () => {
        await undo();
        giveBackDraft(customerId, part, draft);
      });
    } catch (error) {
      giveBackDraft(customerId, part, draft);
      setProblem(errorText(error));
    } finally {
      setSaving(false);
      setDraftSaving(customerId, false);
    }
  };
  return { save, saving, problem, setProblem };
}
