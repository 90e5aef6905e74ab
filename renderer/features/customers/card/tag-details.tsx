/** Where a tag on the card comes from; why it is there and until when can be said anew. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard, TagView } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { DateField } from '../../../components/date-field.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi } from '../../../platform/api-context.tsx';
import { formKeys } from './form-keys.ts';
import { useTagWords } from './use-tag-words.ts';
import style from './tag-editor.module.css';

interface TagDetailsProps {
  tag: CustomerCard['tags'][number];
  /** As the dictionary has it; undefined until it is known. */
  known: TagView | undefined;
  readOnly: boolean;
  onChanged: (id: string) => void;
  onClose: () => void;
}

export function TagDetails({ tag, known, readOnly, onChanged, onClose }: TagDetailsProps) {
  const { t } = useTranslation('list');
  const api = useApi();
  const undoToast = useUndoToast();
  const errorText = useErrorText();
  const wordsOf = useTagWords();
  const today = dateOf(useNow());
  const [reason, setReason] = useState(tag.reason);
  const [expiresOn, setExpiresOn] = useState(tag.expiresOn ?? '');
  const [dayProblem, setDayProblem] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isOther =
    reason.trim() !== tag.reason || expiresOn !== (tag.expiresOn ?? '') || dayProblem !== undefined;

  const save = async () => {
    if (!isOther) return onClose();
    if (dayProblem !== undefined) return setProblem(dayProblem);
    if (known?.asksReason && reason.trim() === '')
      return setProblem(t('tag.reasonMissing', { group: known.groupName }));
    if (busy) return;
    setBusy(true);
    try {
      const made = await api.customer.changeTag({ id: tag.id, reason, expiresOn: expiresOn || null });
      onChanged(made.id);
      undoToast(t('tag.changed', { name: tag.name }), async () => {
        await api.customer.removeTag({ id: made.id });
        await api.customer.restoreTag({ id: tag.id });
      });
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return (
    <div
      className={style.details}
      role="group"
      aria-label={t('tag.detailsOf', { name: tag.name })}
      onKeyDown={formKeys({ onSave: () => void save(), onCancel: onClose })}
    >
      <p className={style.words}>
        {[...wordsOf(tag).slice(0, 1), known?.groupName, known?.isRetired && t('tag.retired')]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {readOnly ? (
        <p className={style.words}>{wordsOf(tag).slice(1).join(' · ')}</p>
      ) : (
        <div className={style.fields}>
          <ImeInput
            size="small"
            autoFocus
            value={reason}
            maxLength={200}
            placeholder={t(known?.asksReason ? 'tag.reasonNeeded' : 'tag.reason')}
            aria-label={t('tag.reason')}
            onChange={(event) => {
              setReason(event.target.value);
              setProblem(undefined);
            }}
          />
          <DateField
            size="small"
            min={today}
            value={expiresOn}
            prefix={t('bulk.until')}
            aria-label={t('bulk.expires')}
            onChange={(value, wrong) => {
              setExpiresOn(value);
              setDayProblem(wrong);
              setProblem(undefined);
            }}
          />
          <Button size="small" disabled={!isOther} loading={busy} onClick={() => void save()}>
            {t('tag.save')}
          </Button>
          <Button size="small" type="text" onClick={onClose}>
            {t('tag.close')}
          </Button>
        </div>
      )}
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
