/** One line to add something; stays open for the next one until Esc or an empty Enter. */
import { type InputRef } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import style from './known.module.css';

interface LineFormProps {
  label: string;
  placeholder: string;
  maxLength: number;
  onSave: (text: string) => Promise<void>;
  onCancel: () => void;
  /** Beside the field, such as the kind. */
  extra?: ReactNode;
}

export function LineForm({ label, placeholder, maxLength, onSave, onCancel, extra }: LineFormProps) {
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);

  const save = async () => {
    if (saving) return;
    if (text.trim() === '') return onCancel();
    setSaving(true);
    try {
      await onSave(text.trim());
      setText('');
      field.current?.focus();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
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
    <div role="presentation" onKeyDown={onKeyDown}>
      <div className={style.form}>
        <ImeInput
          size="small"
          ref={field}
          aria-label={label}
          placeholder={placeholder}
          value={text}
          maxLength={maxLength}
          status={problem === undefined ? '' : 'error'}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
          onEnter={() => void save()}
        />
        {extra}
      </div>
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
