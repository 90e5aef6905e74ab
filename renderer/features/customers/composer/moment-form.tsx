import { Checkbox } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type RefObject, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { momentKinds } from '#shared/domain/entity/book.ts';
import { postedAt, postedTimes } from '#shared/domain/moment/posted-time.ts';
import { FileStrip } from '../../../app/attachment/file-strip.tsx';
import { useFileDrop } from '../../../app/attachment/use-file-drop.ts';
import { ImeInput, ImeTextArea, useEnterSubmit } from '../../../components/ime-input.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { editDraft, editDraftFiles, useComposerDraft } from '../../../stores/composer-draft.ts';
import { isTalkFile } from '../capture/talk-file.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { FormFoot } from './form-foot.tsx';
import { useSaveEntry } from './use-save-entry.ts';
import style from './composer.module.css';

interface MomentFormProps {
  customerId: string;
  field: RefObject<TextAreaRef | null>;
}

export function MomentForm({ customerId, field }: MomentFormProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const draft = useComposerDraft(customerId).moment;
  const { save, saving, problem } = useSaveEntry(customerId, 'moment', draft);
  const drop = useFileDrop(
    customerId,
    draft.files,
    useCallback((update) => editDraftFiles(customerId, 'moment', update), [customerId]),
    isTalkFile,
  );
  const body = draft.body.trim();
  const isBlank = body === '' && draft.files.length === 0;

  const submit = () => {
    if (isBlank || drop.isBusy) return;
    void save(async () => {
      const { id } = await api.moment.log({
        customerId,
        kind: draft.kind,
        body,
        postedAt: postedAt(draft.posted, Date.now()),
        liked: draft.liked,
        comment: draft.comment.trim() || undefined,
        attachments: drop.ids,
      });
      return { done: t('composer.momentSaved'), undo: () => api.moment.delete({ id }) };
    });
  };
  const onKeyDown = useEnterSubmit(submit, 'mod');
  return (
    <div className={style.form} role="presentation" onKeyDown={onKeyDown} {...drop.zone}>
      <ChoiceChips
        single
        label={t('composer.momentKind')}
        choices={momentKinds.map((value) => ({ value, label: t(`momentKind.${value}`) }))}
        chosen={[draft.kind]}
        onChoose={(kind) => editDraft(customerId, 'moment', { kind })}
      />
      <ImeTextArea
        ref={field}
        value={draft.body}
        maxLength={20_000}
        autoSize={{ minRows: 2, maxRows: 12 }}
        aria-label={t('composer.momentLabel')}
        placeholder={t('composer.momentPlaceholder')}
        onChange={(event) => editDraft(customerId, 'moment', { body: event.target.value })}
      />
      <FileStrip drop={drop} />
      <ChoiceChips
        single
        label={t('composer.posted')}
        choices={postedTimes.map((value) => ({ value, label: t(`posted.${value}`) }))}
        chosen={[draft.posted]}
        onChoose={(posted) => editDraft(customerId, 'moment', { posted })}
      />
      <ImeInput
        value={draft.comment}
        maxLength={5_000}
        aria-label={t('composer.comment')}
        placeholder={t('composer.commentPlaceholder')}
        onChange={(event) => editDraft(customerId, 'moment', { comment: event.target.value })}
      />
      <FormFoot saving={saving} disabled={isBlank || drop.isBusy} problem={problem} onSave={submit}>
        <Checkbox
          checked={draft.liked}
          onChange={(event) => editDraft(customerId, 'moment', { liked: event.target.checked })}
        >
          {t('composer.liked')}
        </Checkbox>
      </FormFoot>
    </div>
  );
}
