/** The one question after a note that tells little (rules.md R10); the note is saved already, so it may be passed over. */
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { useEscape } from '../use-escape.ts';
import { dueAtOn, offeredDates } from './quick-date.ts';
import style from './composer.module.css';

interface NextStepQuestionProps {
  customerId: string;
  /** What was just noted; the promise begins with it. */
  note: string;
  onDone: () => void;
}

const mostNote = 30;

export function NextStepQuestion({ customerId, note, onDone }: NextStepQuestionProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const toast = useUndoToast();
  const fail = useFailToast();
  const [saving, setSaving] = useState(false);
  const offered = offeredDates(useNow());
  useEscape(true, onDone);

  const answer = async (on: string) => {
    if (saving) return;
    setSaving(true);
    const first = [...(note.split('\n')[0] ?? '')];
    const short = first.length > mostNote ? `${first.slice(0, mostNote).join('')}…` : first.join('');
    try {
      const body = t('composer.askedStep', { note: short });
      const { id } = await api.promise.create({ customerId, body, dueAt: dueAtOn(on) });
      onDone();
      toast(t('composer.stepSaved'), () => api.promise.delete({ id }));
    } catch (error) {
      setSaving(false);
      fail(error);
    }
  };
  return (
    <div className={style.ask} role="group" aria-label={t('composer.askNext')}>
      <span role="status">{t('composer.askNext')}</span>
      <ChoiceChips
        label={t('composer.askNext')}
        choices={offered.map(({ choice }) => ({ value: choice, label: t(`quickDate.${choice}`) }))}
        chosen={[]}
        onChoose={(chosen) => {
          const found = offered.find(({ choice }) => choice === chosen);
          if (found) void answer(found.on);
        }}
      />
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('composer.askPass')}
        title={t('composer.askPass')}
        onClick={onDone}
      />
    </div>
  );
}
