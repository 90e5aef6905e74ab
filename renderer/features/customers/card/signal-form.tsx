/** What the customer said, and by when an answer is expected where one is. */
import { type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { DateField } from '../../../components/date-field.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { instantOfWallClock, wallClockOf } from '../composer/quick-date.ts';
import { FormEnd } from './form-end.tsx';
import { formKeys } from './form-keys.ts';
import { useFormSave } from './use-form-save.ts';
import contact from './contact-point.module.css';
import style from './care.module.css';

type Signal = Pick<CustomerCard['signals'][number], 'body' | 'dueAt'>;

interface SignalFormProps {
  initial: Signal;
  onSave: (signal: Signal) => Promise<void>;
  onCancel: () => void;
}

export function SignalForm({ initial, onSave, onCancel }: SignalFormProps) {
  const { t } = useTranslation('customers');
  const [body, setBody] = useState(initial.body);
  const [dueAt, setDueAt] = useState(initial.dueAt);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const isAwaited = initial.dueAt !== null;
  const { problem, saving, save, edited } = useFormSave(
    () => (isAwaited && dueAt === null ? t('signal.missing') : undefined),
    () => onSave({ body: body.trim(), dueAt }),
  );
  return (
    <div
      className={`${contact.form} ${style.full}`}
      role="group"
      aria-label={t('signal.change')}
      onKeyDown={formKeys({ onCancel })}
    >
      <div className={`${contact.formLine} ${style.wrap}`}>
        <ImeInput
          ref={first}
          size="small"
          aria-label={t('signal.bodyLabel')}
          placeholder={t('signal.placeholder')}
          value={body}
          maxLength={2_000}
          onChange={(event) => edited(setBody)(event.target.value)}
          onEnter={save}
        />
        {isAwaited && (
          <DateField
            showTime
            size="small"
            className={style.when}
            aria-label={t('signal.until')}
            value={dueAt === null ? '' : wallClockOf(dueAt)}
            onChange={(value) => edited(setDueAt)(value === '' ? null : instantOfWallClock(value))}
          />
        )}
      </div>
      <FormEnd problem={problem} saving={saving} onSave={save} onCancel={onCancel} />
    </div>
  );
}
