/** What was promised, and by when. Enter saves from the words. */
import { type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../../components/date-field.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { instantOfWallClock, wallClockOf } from '../composer/quick-date.ts';
import { FormEnd } from './form-end.tsx';
import { formKeys } from './form-keys.ts';
import { useFormSave } from './use-form-save.ts';
import contact from './contact-point.module.css';
import style from './care.module.css';

export interface PromiseFields {
  body: string;
  /** An instant. */
  dueAt: string;
}

interface PromiseFormProps {
  initial?: PromiseFields;
  onSave: (promise: PromiseFields) => Promise<void>;
  onCancel: () => void;
}

export function PromiseForm({ initial, onSave, onCancel }: PromiseFormProps) {
  const { t } = useTranslation('customers');
  const [body, setBody] = useState(initial?.body ?? '');
  const [dueAt, setDueAt] = useState(initial?.dueAt);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const { problem, saving, save, edited } = useFormSave(
    () => {
      if (body.trim() === '') return t('promise.whatMissing');
      return dueAt === undefined ? t('promise.timeMissing') : undefined;
    },
    () => onSave({ body: body.trim(), dueAt: dueAt! }),
  );
  return (
    <div
      className={`${contact.form} ${style.full}`}
      role="group"
      aria-label={t('promise.one')}
      onKeyDown={formKeys({ onCancel })}
    >
      <div className={`${contact.formLine} ${style.wrap}`}>
        <ImeInput
          ref={first}
          size="small"
          aria-label={t('promise.what')}
          placeholder={t('promise.whatPlaceholder')}
          value={body}
          maxLength={2_000}
          onChange={(event) => edited(setBody)(event.target.value)}
          onEnter={save}
        />
        <DateField
          showTime
          size="small"
          className={style.when}
          aria-label={t('promise.when')}
          value={dueAt === undefined ? '' : wallClockOf(dueAt)}
          onChange={(value) => edited(setDueAt)(value === '' ? undefined : instantOfWallClock(value))}
        />
      </div>
      <FormEnd problem={problem} saving={saving} onSave={save} onCancel={onCancel} />
    </div>
  );
}
