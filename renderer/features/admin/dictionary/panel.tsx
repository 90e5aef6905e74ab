/** A side panel with one thing to do: Escape leaves it, mod+Enter does it, and what was typed stays when it fails. */
import { Button, Drawer } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../app/shortcut.ts';
import { isComposing } from '../../../components/ime-input.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import style from './dictionary.module.css';

interface PanelProps {
  title: string;
  /** What the button says. */
  does: string;
  busy: boolean;
  isReady?: boolean;
  /** Pixels. */
  size?: number;
  problem: string | undefined;
  onDo: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function Panel({
  title,
  does,
  busy,
  isReady = true,
  size = 440,
  problem,
  onDo,
  onClose,
  children,
}: PanelProps) {
  const { t } = useTranslation('dictionary');
  useShortcut(
    title,
    {
      Escape: { label: '', run: onClose, whileTyping: true },
      'mod+Enter': { label: does, run: () => isReady && onDo(), whileTyping: true },
    },
    { modal: true },
  );
  /** A select would take Enter for its own, whatever is held with it. */
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isReady) onDo();
  };
  return (
    <Drawer
      open
      size={size}
      title={title}
      onClose={onClose}
      footer={
        <div className={style.foot}>
          {problem !== undefined && (
            <p className={style.problem} role="alert">
              {problem}
            </p>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} disabled={!isReady} onClick={onDo}>
            {does} <KeyHint keys="mod+Enter" />
          </Button>
        </div>
      }
    >
      <div className={style.form} role="presentation" onKeyDownCapture={onKeyDownCapture}>
        {children}
      </div>
    </Drawer>
  );
}
