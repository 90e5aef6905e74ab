import { useState } from 'react';
import { useErrorText } from '../../../components/use-error-text.ts';

interface FormSave {
  problem: string | undefined;
  saving: boolean;
  /** Once, however often it is asked for meanwhile; what it throws is told, and the form stays as it is. */
  save: () => void;
  /** For a field: what was wrong is forgotten with the next change. */
  edited: <T>(set: (value: T) => void) => (value: T) => void;
}

/**
 * A small form of the card that is saved as a whole, and closed by whoever holds it.
 *
 * @param check what is missing, in words; undefined where nothing is
 */
export function useFormSave(check: () => string | undefined, write: () => Promise<void>): FormSave {
  const errorText = useErrorText();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function save(): Promise<void> {
    if (saving) return;
    const missing = check();
    if (missing !== undefined) return setProblem(missing);
    setSaving(true);
    try {
      await write();
    } catch (error) {
      setProblem(errorText(error));
      setSaving(false);
    }
  }
  return {
    problem,
    saving,
    save: () => void save(),
    edited: (set) => (value) => {
      set(value);
      setProblem(undefined);
    },
  };
}
