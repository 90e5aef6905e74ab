/** A day of the year. Only days there can be are on offer, so the form cannot say 31 April. */
import { Checkbox, type InputRef, Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysInMonth } from '#shared/domain/annual-date.ts';
import { keyDateKinds } from '#shared/domain/entity/care.ts';
import type { KeyDateFields } from '#shared/contract/key-date.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { FormEnd } from './form-end.tsx';
import { formKeys } from './form-keys.ts';
import contact from './contact-point.module.css';
import style from './care.module.css';

interface KeyDateFormProps {
  initial?: KeyDateFields;
  onSave: (date: KeyDateFields) => Promise<void>;
  onCancel: () => void;
}

const fresh: KeyDateFields = {
  kind: 'birthday',
  label: '',
  calendar: 'solar',
  month: 1,
  day: 1,
  isLeapMonth: false,
  year: null,
};

export function KeyDateForm({ initial = fresh, onSave, onCancel }: KeyDateFormProps) {
  const { t } = useTranslation(['care', 'customers', 'common']);
  const errorText = useErrorText();
  const [date, setDate] = useState(initial);
  const [year, setYear] = useState<TypedNumber>(initial.year);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);

  const change = (fields: Partial<KeyDateFields>) => {
    const next = { ...date, ...fields };
    next.day = Math.min(next.day, daysInMonth(next.calendar, next.month));
    if (next.calendar === 'solar') next.isLeapMonth = false;
    setDate(next);
    setProblem(undefined);
  };
  const save = async () => {
    if (date.kind === 'other' && date.label.trim() === '') return setProblem(t('keyDate.labelMissing'));
    if (year === undefined) return setProblem(t('common:number.stopped'));
    setSaving(true);
    try {
      await onSave({ ...date, year, label: date.label.trim() });
    } catch (error) {
      setProblem(errorText(error));
      setSaving(false);
    }
  };
  const onKeyDown = formKeys({ onCancel });
  const isLunar = date.calendar === 'lunar';
  const numbers = (count: number, text: (n: number) => string) =>
    Array.from({ length: count }, (_, index) => ({ value: index + 1, label: text(index + 1) }));
  return (
    <div className={contact.form} role="presentation" onKeyDown={onKeyDown}>
      <div className={contact.formLine}>
        <Select
          size="small"
          className={contact.kindSelect}
          aria-label={t('keyDate.kindLabel')}
          value={date.kind}
          onChange={(kind) => change({ kind })}
          options={keyDateKinds.map((kind) => ({ value: kind, label: t(`keyDate.kind.${kind}`) }))}
        />
        <ImeInput
          size="small"
          ref={field}
          aria-label={t('keyDate.label')}
          placeholder={t('keyDate.labelPlaceholder')}
          value={date.label}
          maxLength={100}
          status={problem === undefined ? undefined : 'error'}
          onChange={(event) => change({ label: event.target.value })}
          onEnter={() => void save()}
        />
      </div>
      <div className={`${contact.formLine} ${style.wrap}`}>
        <Segmented
          size="small"
          aria-label={t('keyDate.calendarLabel')}
          value={date.calendar}
          onChange={(calendar) => change({ calendar })}
          options={(['solar', 'lunar'] as const).map((value) => ({
            value,
            label: t(`keyDate.calendar.${value}`),
          }))}
        />
        {isLunar && (
          <Checkbox
            checked={date.isLeapMonth}
            onChange={(event) => change({ isLeapMonth: event.target.checked })}
          >
            {t('keyDate.leap')}
          </Checkbox>
        )}
      </div>
      <div className={contact.formLine}>
        <Select
          size="small"
          className={style.wide}
          aria-label={t('keyDate.month')}
          value={date.month}
          onChange={(month) => change({ month })}
          options={numbers(12, (n) => (isLunar ? t(`lunar.month.${n}`) : t('keyDate.solarMonth', { n })))}
        />
        <Select
          size="small"
          className={style.wide}
          aria-label={t('keyDate.day')}
          value={date.day}
          onChange={(day) => change({ day })}
          options={numbers(daysInMonth(date.calendar, date.month), (n) =>
            isLunar ? t(`lunar.day.${n}`) : t('keyDate.solarDay', { n }),
          )}
        />
        <NumberInput
          size="small"
          className={style.narrow}
          aria-label={t('keyDate.year')}
          placeholder={t('keyDate.yearPlaceholder')}
          min={1900}
          max={2100}
          value={year}
          onChange={(typed) => {
            setYear(typed);
            setProblem(undefined);
          }}
        />
      </div>
      {isLunar && (date.isLeapMonth || date.day === 30) && (
        <p className={style.hint}>{t(date.isLeapMonth ? 'keyDate.leapRule' : 'keyDate.shortRule')}</p>
      )}
      <FormEnd problem={problem} saving={saving} onSave={() => void save()} onCancel={onCancel} />
    </div>
  );
}
