import { Button, type InputRef, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contactKinds } from '#shared/domain/entity/book.ts';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import type { ContactKind } from '../../../components/mask-contact.ts';
import style from './contact-point.module.css';

export interface ContactPointInput {
  kind: ContactKind;
  value: string;
  label: string;
}

interface ContactPointFormProps {
  initial: ContactPointInput;
  onSave: (point: ContactPointInput) => Promise<void>;
  onCancel: () => void;
}

export function ContactPointForm({ initial, onSave, onCancel }: ContactPointFormProps) {
  const { t } = useTranslation('customers');
  const errorText = useErrorText();
  const [point, setPoint] = useState(initial);
  const [saving, setSaving] = useState(false);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const [problem, setProblem] = useState<string>();

  const save = async () => {
    const value = point.value.trim();
    if (value === '') return setProblem(t('contact.valueMissing'));
    setSaving(true);
    try {
      await onSave({ ...point, value, label: point.label.trim() });
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
  return (
    <div className={style.form} role="presentation" onKeyDown={onKeyDown}>
      <div className={style.formLine}>
        <Select
          size="small"
          className={style.kindSelect}
          aria-label={t('contact.kind')}
          value={point.kind}
          onChange={(kind) => setPoint({ ...point, kind })}
          options={contactKinds.map((kind) => ({ value: kind, label: t(`contactKind.${kind}`) }))}
        />
        <ImeInput
          size="small"
          ref={field}
          aria-label={t('contact.value')}
          placeholder={t('contact.value')}
          value={point.value}
          maxLength={1_000}
          status={problem === undefined ? undefined : 'error'}
          onChange={(event) => {
            setPoint({ ...point, value: event.target.value });
            setProblem(undefined);
          }}
          onEnter={() => void save()}
        />
      </div>
      <div className={style.formLine}>
        <ImeInput
          size="small"
          aria-label={t('contact.labelField')}
          placeholder={t('contact.labelPlaceholder')}
          value={point.label}
          maxLength={100}
          onChange={(event) => setPoint({ ...point, label: event.target.value })}
          onEnter={() => void save()}
        />
        <Button size="small" type="primary" loading={saving} onClick={() => void save()}>
          {t('action.save')}
        </Button>
        <Button size="small" type="text" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
