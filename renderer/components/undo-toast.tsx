/** The quiet line at the bottom: what was done, and a way back (U). One at a time. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../app/shortcut.ts';
import { KeyHint } from './key-hint.tsx';
import './undo-toast.css';
import { useErrorText } from './use-error-text.ts';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'red';
  readonly undo: (() => unknown) | null;
  /** Until something else is said. */
  readonly stays?: boolean;
}
type ShowToast = (text: string, undo?: () => unknown) => void;

interface ToastValue {
  readonly show: ShowToast;
  readonly fail: (error: unknown) => void;
}

const shownMs = 8_000;
/** What takes longer says that it goes on. */
const longMs = 300;
const ToastContext = createContext<ToastValue>({ show: () => {}, fail: () => {} });
let lastId = 0;

export function UndoToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  const errorText = useErrorText();
  const [toast, setToast] = useState<Toast | null>(null);

  const show = useCallback<ShowToast>((text, undo) => {
    setToast({ id: ++lastId, text, tone: 'plain', undo: undo ?? null });
  }, []);
  const fail = useCallback(
    (error: unknown) => setToast({ id: ++lastId, text: errorText(error), tone: 'red', undo: null }),
    [errorText],
  );
  const value = useMemo(() => ({ show, fail }), [show, fail]);

  useEffect(() => {
    if (!toast || toast.stays) return;
    const timer = setTimeout(() => setToast((now) => (now?.id === toast.id ? null : now)), shownMs);
    return () => clearTimeout(timer);
  }, [toast]);

  const undo = useCallback(async () => {
    if (!toast?.undo) return;
    setToast(null);
    const waiting = {
      id: ++lastId,
      text: t('undo.running'),
      tone: 'plain',
      undo: null,
      stays: true,
    } as const;
    const timer = setTimeout(() => setToast((now) => now ?? waiting), longMs);
    try {
      await toast.undo();
      show(t('undo.undone'));
    } catch (error) {
      fail(error);
    } finally {
      clearTimeout(timer);
    }
  }, [toast, show, fail, t]);

  useShortcut(
    t('keys.everywhere'),
    { u: { label: t('undo.undo'), run: () => void undo() } },
    { enabled: Boolean(toast?.undo) },
  );

  return (
    <ToastContext.Provider value={value}>
      {children}
      <div className="undo-toast-place" role="status" aria-live="polite">
        {toast && (
          <div className="undo-toast" data-tone={toast.tone} key={toast.id}>
            <span>{toast.text}</span>
            {toast.undo && (
              <button type="button" onClick={() => void undo()}>
                {t('undo.undo')}
                <KeyHint keys="u" />
              </button>
            )}
          </div>
        )}
      </div>
    </ToastContext.Provider>
  );
}

/** `show('已完成', () => api.…)`: says what happened for 8 s; with a second argument it offers to take it back (button or U). */
export function useUndoToast(): ShowToast {
  return useContext(ToastContext).show;
}

/** Says in the same place why an action failed. */
export function useFailToast(): (error: unknown) => void {
  return useContext(ToastContext).fail;
}
