/** Three ways to start a chat about a post. Using one copies it and writes the touch down; the program sends nothing. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../app/shortcut.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { useShell } from '../../../platform/shell.ts';
import style from './desk.module.css';

interface OpenerListProps {
  customerId: string;
  momentId: string;
  openers: readonly {
    kind: 'question' | 'memory' | 'useful';
    text: string;
    missing: 'memory' | 'content' | null;
  }[];
  readOnly: boolean;
}

export function OpenerList({ customerId, momentId, openers, readOnly }: OpenerListProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const shell = useShell();
  const say = useUndoToast();
  const fail = useFailToast();
  const [saving, setSaving] = useState(false);

  async function use(number: number): Promise<void> {
    const opener = openers[number];
    if (!opener || saving || readOnly) return;
    if (opener.missing) return say(t(`desk.missing.${opener.missing}`));
    setSaving(true);
    try {
      await shell.copyText(opener.text);
      const { id } = await api.touch.log({
        customerId,
        kind: 'chat',
        touchClass: 'care',
        body: opener.text,
        replied: null,
        momentId,
      });
      say(t('desk.used'), () => api.touch.delete({ id }));
    } catch (error) {
      fail(error);
    } finally {
      setSaving(false);
    }
  }
  useShortcut(
    t('desk.mode.chat'),
    Object.fromEntries(
      openers.map(({ kind }, index) => [
        String(index + 1),
        { label: t(`desk.opener.${kind}`), run: () => void use(index) },
      ]),
    ),
  );
  return (
    <ol className={style.openers}>
      {openers.map(({ kind, text, missing }, index) => (
        <li key={kind}>
          <span className={style.kind}>{t(`desk.opener.${kind}`)}</span>
          <span className={style.text} data-missing={missing ?? undefined}>
            {missing ? t(`desk.missing.${missing}`) : text}
          </span>
          {!missing && (
            <Button
              size="small"
              disabled={readOnly || saving}
              title={readOnly ? t('moment.readOnly') : undefined}
              onClick={() => void use(index)}
            >
              {t('desk.use')} <KeyHint keys={String(index + 1)} />
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
