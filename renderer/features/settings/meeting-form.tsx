import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingFields } from '#shared/contract/time-off.ts';
import { DateField } from '../../components/date-field.tsx';
import { ImeInput } from '../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../components/number-input.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import style from './time-off.module.css';

interface MeetingFormProps {
  today: string;
  onAdd: (meeting: MeetingFields) => Promise<void>;
}

export function MeetingForm({ today, onAdd }: MeetingFormProps) {
  const { t } = useTranslation(['care', 'common']);
  const errorText = useErrorText();
  const [meetOn, setMeetOn] = useState(today);
  const [title, setTitle] = useState('');
  const [minutes, setMinutes] = useState<TypedNumber>(30);
  const [problem, setProblem] = useState<string>();
  const add = async () => {
    if (meetOn === '') return setProblem(t('timeOff.dayMissing'));
    if (minutes === undefined) return setProblem(t('common:number.stopped'));
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
      <NumberInput
        size="small"
        className={style.minutes}
        aria-label={t('timeOff.minutesLabel')}
        min={1}
        max={1_440}
        suffix={t('timeOff.minutesUnit')}
        value={minutes}
        onChange={setMinutes}
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
