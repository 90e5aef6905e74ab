import { useState } from 'react';
import { useErrorText } from '../../../components/use-error-text.ts';

/** Runs a change once at a time and keeps why it failed. */
export function useSubmit() {
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function submit(action: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      await action();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  }
  return { busy, problem, setProblem, submit };
}
