/**
 * Text typed and not saved yet, by a name such as `note:<customerId>`. It survives moving through the program, but lives in
 * memory only: it is customer text, and nothing of a customer is kept outside the encrypted file. Cleared on sign-out.
 */
import { create } from 'zustand';

interface Drafts {
  texts: Readonly<Record<string, string>>;
}

const useDrafts = create<Drafts>(() => ({ texts: {} }));

export function setDraft(name: string, text: string): void {
  useDrafts.setState(({ texts }) => {
    const { [name]: _former, ...rest } = texts;
    return { texts: text ? { ...rest, [name]: text } : rest };
  });
}

export function clearDrafts(): void {
  useDrafts.setState({ texts: {} });
}

export function hasDrafts(): boolean {
  return Object.keys(useDrafts.getState().texts).length > 0;
}

/** The draft of this name and its setter; an empty text removes it. */
export function useDraft(name: string): [string, (text: string) => void] {
  const text = useDrafts((state) => state.texts[name] ?? '');
  return [text, (next) => setDraft(name, next)];
}
