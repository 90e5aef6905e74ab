import { useState } from 'react';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import {
  clearDraft,
  type ComposerDraft,
  type ComposerTab,
  editDraft,
} from '../../../stores/composer-draft.ts';

interface Saved {
  done: string;
  undo: () => Promise<unknown>;
}

/**
 * Saves one form of the composer. A failed save leaves the draft as it is and says why; undoing a save brings the text
 * back into the form.
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
    try {
      const { done, undo } = await write();
      clearDraft(customerId, part);
      setProblem(undefined);
      undoToast(done, async () => {
        await undo();
        editDraft(customerId, part, draft);
      });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setSaving(false);
    }
  };
  return { save, saving, problem, setProblem };
}
