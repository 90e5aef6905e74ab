/** A value that turns into a field when clicked. Enter or leaving it saves, Esc puts the old value back. */
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImeInput, ImeTextArea, isComposing } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import style from './editable.module.css';

interface EditableTextProps {
  label: string;
  value: string;
  maxLength: number;
  /** Resolves when saved; rejects with the reason. */
  onSave: (text: string) => Promise<void>;
  /** What keeps a text from being saved, in words. */
  check?: (text: string) => string | undefined;
  placeholder?: string;
  /** How the value looks while it is not edited. */
  shown?: ReactNode;
  multiline?: boolean;
  readOnly?: boolean;
}

export function EditableText(props: EditableTextProps) {
  const { label, value, maxLength, onSave, check, placeholder, shown, multiline, readOnly } = props;
  const { t } = useTranslation('customers');
  const errorText = useErrorText();
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const saving = useRef(false);
  const button = useRef<HTMLButtonElement>(null);

  const leave = (refocus: boolean) => {
    setText(undefined);
    setProblem(undefined);
    if (refocus) setTimeout(() => button.current?.focus());
  };
  const save = async (refocus: boolean) => {
    if (text === undefined || saving.current) return;
    const typed = text.trim();
    if (typed === value) return leave(refocus);
    const refused = check?.(typed);
    if (refused !== undefined) return setProblem(refused);
    saving.current = true;
    try {
      await onSave(typed);
      leave(refocus);
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      saving.current = false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    leave(true);
  };

  if (text === undefined) {
    const add = placeholder ?? t('edit.add');
    return (
      <button
        ref={button}
        type="button"
        className={style.value}
        data-empty={value === '' || undefined}
        aria-label={value === '' ? t('edit.empty', { label, add }) : t('edit.field', { label, value })}
        disabled={readOnly}
        onClick={() => setText(value)}
      >
        {value === '' ? add : (shown ?? value)}
      </button>
    );
  }
  const shared = {
    autoFocus: true,
    size: 'small' as const,
    value: text,
    maxLength,
    'aria-label': label,
    status: problem === undefined ? undefined : ('error' as const),
    onChange: (event: { target: { value: string } }) => {
      setText(event.target.value);
      setProblem(undefined);
    },
    onFocus: (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (multiline) event.target.setSelectionRange(value.length, value.length);
      else event.target.select();
    },
    onBlur: () => void save(false),
    onKeyDown,
  };
  return (
    <div className={style.editing}>
      {multiline ? (
        <ImeTextArea {...shared} autoSize={{ minRows: 2, maxRows: 8 }} onSubmit={() => void save(true)} />
      ) : (
        <ImeInput {...shared} onEnter={() => void save(true)} />
      )}
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
