import { Button, type InputRef, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentFields } from '#shared/contract/appointment.ts';
import { DateField } from '../../../components/date-field.tsx';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { instantOfWallClock, wallClockOf } from '../composer/quick-date.ts';
import contact from './contact-point.module.css';
import style from './care.module.css';

interface AppointmentFormProps {
  initial?: AppointmentFields;
  onSave: (appointment: AppointmentFields) => Promise<void>;
  onCancel: () => void;
}

const lengths = [15, 30, 45, 60, 90, 120, 180];

export function AppointmentForm({ initial, onSave, onCancel }: AppointmentFormProps) {
  const { t } = useTranslation(['care', 'customers']);
  const errorText = useErrorText();
  const [title, setTitle] = useState(initial?.title ?? '');
  const [place, setPlace] = useState(initial?.place ?? '');
  const [startAt, setStartAt] = useState(initial?.startAt);
  const [minutes, setMinutes] = useState(initial?.minutes ?? 60);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);

  const save = async () => {
    if (title.trim() === '') return setProblem(t('appointment.titleMissing'));
    if (startAt === undefined) return setProblem(t('appointment.timeMissing'));
    setSaving(true);
    try {
      await onSave({ title: title.trim(), place: place.trim(), startAt, minutes });
    } catch (error) {
      setProblem(errorText(error));
      setSaving(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  const options = lengths.includes(minutes) ? lengths : [minutes, ...lengths];
  return (
    <div
      className={`${contact.form} ${style.full}`}
      role="group"
      aria-label={t('appointment.title')}
      onKeyDown={onKeyDown}
    >
      <div className={contact.formLine}>
        <ImeInput
          size="small"
          ref={field}
          aria-label={t('appointment.what')}
          placeholder={t('appointment.whatPlaceholder')}
          value={title}
          maxLength={200}
          onChange={(event) => {
            setTitle(event.target.value);
            setProblem(undefined);
          }}
          onEnter={() => void save()}
        />
        <ImeInput
          size="small"
          aria-label={t('appointment.place')}
          placeholder={t('appointment.placePlaceholder')}
          value={place}
          maxLength={200}
          onChange={(event) => setPlace(event.target.value)}
          onEnter={() => void save()}
        />
      </div>
      <div className={`${contact.formLine} ${style.wrap}`}>
        <DateField
          showTime
          size="small"
          className={style.when}
          aria-label={t('appointment.when')}
          value={startAt === undefined ? '' : wallClockOf(startAt)}
          onChange={(value) => {
            setStartAt(value === '' ? undefined : instantOfWallClock(value));
            setProblem(undefined);
          }}
        />
        <Select
          size="small"
          className={style.length}
          aria-label={t('appointment.length')}
          value={minutes}
          onChange={setMinutes}
          options={options.map((value) => ({ value, label: t('appointment.minutes', { count: value }) }))}
        />
        <Button size="small" type="primary" loading={saving} onClick={() => void save()}>
          {t('customers:action.save')}
        </Button>
        <Button size="small" type="text" onClick={onCancel}>
          {t('customers:action.cancel')}
        </Button>
      </div>
      {problem !== undefined && (
        <div className={contact.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
