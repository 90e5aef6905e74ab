/** A value chosen from a short list; clicking it opens the list, choosing saves. */
import { DownOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailToast } from '../../../components/undo-toast.tsx';
import { QuietMenu } from '../quiet-menu.tsx';
import style from './editable.module.css';

interface EditableChoiceProps<T extends string> {
  label: string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onSave: (value: T) => Promise<void>;
  shown?: ReactNode;
  tone?: 'red' | undefined;
  readOnly?: boolean;
}

export function EditableChoice<T extends string>(props: EditableChoiceProps<T>) {
  const { label, value, choices, onSave, shown, tone, readOnly } = props;
  const { t } = useTranslation('customers');
  const fail = useFailToast();
  const text = choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <QuietMenu
      chosen={value}
      items={choices}
      disabled={readOnly}
      onChoose={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen && chosen.value !== value) onSave(chosen.value).catch(fail);
      }}
    >
      <button
        type="button"
        className={`${style.value} ${style.choice}`}
        data-tone={tone}
        aria-label={t('edit.field', { label, value: text })}
        disabled={readOnly}
      >
        {shown ?? text}
        <DownOutlined className={style.caret} aria-hidden />
      </button>
    </QuietMenu>
  );
}
