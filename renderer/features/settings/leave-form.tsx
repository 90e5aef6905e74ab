import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysBetween } from '#shared/domain/calendar.ts';
import { mostLeaveDays, type LeaveFields } from '#shared/contract/time-off.ts';
import { DateField } from '../../components/date-field.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import style from './time-off.module.css';

interface LeaveFormProps {
  today: string;
  onAdd: (leave: LeaveFields) => Promise<void>;
}

export function LeaveForm({ today, onAdd }: LeaveFormProps) {
  const { t } = useTranslation('care');
  const errorText = useErrorText();
  const empty: LeaveFields = { fromOn: today, toOn: today, kind: 'leave' };
  const [leave, setLeave] = useState(empty);
  const [problem, setProblem] = useState<string>();
  const change = (fields: Partial<LeaveFields>) => {
    setProblem(undefined);
    const next = { ...leave, ...fields };
    // The last day follows the first one, so that one day is one field to fill.
    if (fields.fromOn !== undefined && next.toOn < next.fromOn) next.toOn = next.fromOn;
    setLeave(next);
  };
  const add = async () => {
    const { fromOn, toOn } = leave;
    if (fromOn === '' || toOn === '') return setProblem(t('timeOff.dayMissing'));
    if (toOn < fromOn) return setProblem(t('timeOff.backwards'));
    if (daysBetween(fromOn, toOn) >= mostLeaveDays) return setProblem(t('timeOff.tooLong'));
    try {
      await onAdd(leave);
      setLeave(empty);
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <div className={style.form}>
      <Segmented
        size="small"
        aria-label={t('timeOff.kindLabel')}
        value={leave.kind}
        onChange={(kind) => change({ kind })}
        options={(['leave', 'rest'] as const).map((value) => ({ value, label: t(`timeOff.kind.${value}`) }))}
      />
      <DateField
        size="small"
        className={style.date}
        aria-label={t('timeOff.from')}
        value={leave.fromOn}
        onChange={(value) => change({ fromOn: value })}
      />
      <span aria-hidden>{'–'}</span>
      <DateField
        size="small"
        className={style.date}
        aria-label={t('timeOff.to')}
        value={leave.toOn}
        onChange={(value) => change({ toOn: value })}
      />
      <Button size="small" onClick={() => void add()}>
        {t('timeOff.addLeave')}
      </Button>
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
