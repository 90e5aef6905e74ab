import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { ImeTextArea } from '../../components/ime-input.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { setDraft, useDraft } from '../../stores/draft.ts';
import { DaySummary } from './day-summary.tsx';

interface CloseOutProps {
  plan: PlanView;
  busy: boolean;
  onClose: (reflection: string) => void;
  onCancel: () => void;
}

/** The end of the day: what came of it, and thirty seconds of looking back. */
export function CloseOut({ plan, busy, onClose, onCancel }: CloseOutProps) {
  const { t } = useTranslation('today');
  const draftName = `reflection:${plan.planOn}`;
  const [draft, setText] = useDraft(draftName);
  const [text, setShown] = useState(draft || plan.reflection);
  function submit(): void {
    setDraft(draftName, '');
    onClose(text.trim());
  }
  useShortcut('close-out', { Escape: { label: '', run: onCancel, whileTyping: true } }, { modal: true });
  return (
    <Drawer
      open
      title={t('close.title')}
      size={440}
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
      <label className="close-label" htmlFor="reflection">
        {t('close.label')}
      </label>
      <ImeTextArea
        id="reflection"
        autoFocus
        value={text}
        maxLength={2_000}
        autoSize={{ minRows: 4, maxRows: 12 }}
        placeholder={t('close.placeholder')}
        onChange={(event) => {
          setShown(event.target.value);
          setText(event.target.value);
        }}
        onSubmit={submit}
      />
    </Drawer>
  );
}
