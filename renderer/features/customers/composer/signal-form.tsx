import type { TextAreaRef } from 'antd/es/input/TextArea';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { signalKinds } from '#shared/domain/entity/care.ts';
import { ImeTextArea, useEnterSubmit } from '../../../components/ime-input.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { editDraft, useComposerDraft } from '../../../stores/composer-draft.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { FormFoot } from './form-foot.tsx';
import { useSaveEntry } from './use-save-entry.ts';
import style from './composer.module.css';

interface SignalFormProps {
  customerId: string;
  field: RefObject<TextAreaRef | null>;
}

/** What came from the customer. Words are welcome and not needed: “deleted us” says it all. */
export function SignalForm({ customerId, field }: SignalFormProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const draft = useComposerDraft(customerId).signal;
  const { save, saving, problem } = useSaveEntry(customerId, 'signal', draft);

  const submit = () => {
    void save(async () => {
      const { kind, body } = draft;
      const { id } = await api.signal.log({ customerId, kind, body: body.trim() });
      return { done: t(`signal.saved.${kind}`), undo: () => api.signal.delete({ id }) };
    });
  };
  const onKeyDown = useEnterSubmit(submit, 'mod');
  return (
    <div className={style.form} role="presentation" onKeyDown={onKeyDown}>
      <ChoiceChips
        single
        label={t('signal.kindLabel')}
        choices={signalKinds.map((value) => ({
          value,
          label: t(`signal.kind.${value}`),
          hint: t(`signal.hint.${value}`),
        }))}
        chosen={[draft.kind]}
        onChoose={(kind) => editDraft(customerId, 'signal', { kind })}
      />
      <ImeTextArea
        ref={field}
        value={draft.body}
        maxLength={2_000}
        autoSize={{ minRows: 2, maxRows: 12 }}
        aria-label={t('signal.bodyLabel')}
        placeholder={t('signal.placeholder')}
        onChange={(event) => editDraft(customerId, 'signal', { body: event.target.value })}
      />
      <FormFoot saving={saving} disabled={false} problem={problem} onSave={submit}>
        {t(`signal.hint.${draft.kind}`)}
      </FormFoot>
    </div>
  );
}
