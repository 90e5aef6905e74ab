/** Lets J and K walk over the copyable texts inside it, and C copy the one that holds the focus. */
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../app/shortcut.ts';
import { useCopy } from './use-copy.ts';

const rowSelector = '[data-copy-text]';

export function CopyList({ children }: { children: ReactNode }) {
  const { t } = useTranslation('content');
  const place = useRef<HTMLDivElement>(null);
  const copy = useCopy();

  const focusedRow = () => document.activeElement?.closest<HTMLElement>(rowSelector) ?? null;
  const step = (by: 1 | -1) => {
    const rows = [...(place.current?.querySelectorAll<HTMLElement>(rowSelector) ?? [])];
    const at = focusedRow();
    const next = rows[at ? rows.indexOf(at) + by : 0];
    next?.querySelector('button')?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  };
  useShortcut(t('title'), {
    c: {
      label: t('copyKey'),
      run: () => {
        const text = focusedRow()?.dataset['copyText'];
        if (text) copy(text);
      },
    },
    j: { label: t('nextKey'), run: () => step(1) },
    k: { label: t('previousKey'), run: () => step(-1) },
  });
  return <div ref={place}>{children}</div>;
}
