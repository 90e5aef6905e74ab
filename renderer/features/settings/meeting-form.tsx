import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingFields } from '#shared/contract/time-off.ts';
import { DateField } from '../../components/date-field.tsx';
import { ImeInput } from '../../components/ime-input.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import style from './time-off.module.css';

interface MeetingFormProps {
  today: string;
  onAdd: (meeting: MeetingFields) => Promise<void>;
}

export function MeetingForm({ today, onAdd }: MeetingFormProps) {
  const { t } = useTranslation('care');
  const errorText = useErrorText();
  const [meetOn, setMeetOn] = useState(today);
  const [title, setTitle] = useState('');
  const [minutes, setMinutes] = useState<number | null>(30);
  const [problem, setProblem] = useState<string>();
  const add = async () => {
    if (meetOn === '') return setProblem(t('timeOff.dayMissing'));
    if (minutes === null) return setProblem(t('timeOff.minutesMissing'));
    try {
      await onAdd({ meetOn, title: title.trim(), minutes });
      setProblem(undefined);
      setTitle('');
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <div className={style.form}>
      <DateField
        size="small"
        className={style.date}
        aria-label={t('timeOff.meetOn')}
        value={meetOn}
        onChange={(value) => setMeetOn(value)}
      />
      <ImeInput
        size="small"
        className={style.title}
        aria-label={t('timeOff.meetingTitle')}
        placeholder={t('timeOff.meetingPlaceholder')}
        value={title}
        maxLength={200}
        onChange={({ target }) => setTitle(target.value)}
        onEnter={() => void add()}
      />
      <InputNumber
        size="small"
        className={style.minutes}
        aria-label={t('timeOff.minutesLabel')}
        min={1}
        max={1_440}
        precision={0}
        suffix={t('timeOff.minutesUnit')}
        value={minutes}
        onChange={(value) => setMinutes(typeof value === 'number' ? value : null)}
      />
      <Button size="small" onClick={() => void add()}>
        {t('timeOff.addMeeting')}
      </Button>
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
