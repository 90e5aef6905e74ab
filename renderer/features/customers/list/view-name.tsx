/** The name of a saved view: Enter keeps it, Esc leaves it as it was. */
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import style from './segment-editor.module.css';

interface ViewNameProps {
  name: string;
  /** Names of the other views. */
  taken: readonly string[];
  onSave: (name: string) => Promise<void>;
  onCancel: () => void;
}

export function ViewName({ name: former, taken, onSave, onCancel }: ViewNameProps) {
  const { t } = useTranslation('list');
  const errorText = useErrorText();
  const [name, setName] = useState(former);
  const [problem, setProblem] = useState<string>();

  const save = async () => {
    const wanted = name.trim();
    if (wanted === '') return;
    if (taken.includes(wanted)) return setProblem(t('view.taken'));
    try {
      await onSave(wanted);
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') void save();
    else if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <>
      <ImeInput
        size="small"
        autoFocus
        value={name}
        maxLength={50}
        placeholder={t('view.name')}
        aria-label={t('view.name')}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </>
  );
}
