/** Asked only where the group of the tag wants to know why it is put on. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TagView } from '#shared/contract/customer.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { formKeys } from './form-keys.ts';
import style from './tag-editor.module.css';

interface TagReasonProps {
  tag: TagView;
  /** Rejects where it cannot be put on. */
  onPut: (name: string, tagging: { reason: string }) => Promise<void>;
  onCancel: () => void;
}

export function TagReason({ tag, onPut, onCancel }: TagReasonProps) {
  const { t } = useTranslation('list');
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (busy) return;
    if (reason.trim() === '') return setProblem(t('tag.reasonMissing', { group: tag.groupName }));
    setBusy(true);
    try {
      await onPut(tag.name, { reason });
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return (
    <div
      className={style.details}
      role="group"
      aria-label={t('tag.putTitle', { name: tag.name })}
      onKeyDown={formKeys({ onSave: () => void save(), onCancel })}
    >
      <p className={style.words}>{t('tag.putTitle', { name: tag.name })}</p>
      <div className={style.fields}>
        <ImeInput
          size="small"
          autoFocus
          value={reason}
          maxLength={200}
          placeholder={t('tag.reasonNeeded')}
          aria-label={t('tag.reasonNeeded')}
          onChange={(event) => {
            setReason(event.target.value);
            setProblem(undefined);
          }}
        />
        <Button size="small" loading={busy} onClick={() => void save()}>
          {t('tag.put')}
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
