import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { ImeTextArea } from '../../components/ime-input.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { setDraft, useDraft } from '../../stores/draft.ts';
import { DaySummary } from './day-summary.tsx';
import { reflectionOf, reflectionText } from './reflection.ts';

interface CloseOutProps {
  plan: PlanView;
  busy: boolean;
  onClose: (reflection: string) => void;
  onCancel: () => void;
}

/** The end of the day: what came of it, and thirty seconds of looking back: one win, one miss. */
export function CloseOut({ plan, busy, onClose, onCancel }: CloseOutProps) {
  const { t, i18n } = useTranslation('today');
  const draftName = `reflection:${plan.planOn}`;
  const [draft, keep] = useDraft(draftName);
  const [shown, setShown] = useState(() => reflectionOf(draft || plan.reflection));
  const text = reflectionText(shown, i18n.language.startsWith('zh'));
  function change(part: Partial<typeof shown>): void {
    const next = { ...shown, ...part };
    setShown(next);
    keep(reflectionText(next, i18n.language.startsWith('zh')));
  }
  function submit(): void {
    setDraft(draftName, '');
    onClose(text);
  }
  useShortcut('close-out', { Escape: { label: '', run: onCancel, whileTyping: true } }, { modal: true });
  const field = (name: 'win' | 'miss', autoFocus: boolean) => (
    <>
      <label className="close-label" htmlFor={`reflection-${name}`}>
        {t(`close.${name}`)}
      </label>
      <ImeTextArea
        id={`reflection-${name}`}
        autoFocus={autoFocus}
        value={shown[name]}
        maxLength={900}
        autoSize={{ minRows: 2, maxRows: 8 }}
        placeholder={t(`close.${name}Placeholder`)}
        onChange={(event) => change({ [name]: event.target.value })}
        onSubmit={submit}
      />
    </>
  );
  return (
    <Drawer
      open
      title={t('close.title')}
      size={480}
      onClose={onCancel}
      footer={
        <div className="item-panel-actions">
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={submit}>
            {t('close.submit')} <KeyHint keys="mod+Enter" />
          </Button>
        </div>
      }
    >
      <DaySummary plan={plan} />
      <h3 className="close-head">{t('close.label')}</h3>
      {field('win', true)}
      {field('miss', false)}
    </Drawer>
  );
}
