import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { touchClasses, touchKinds } from '#shared/domain/entity/book.ts';
import { ImeTextArea, useEnterSubmit } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { editDraft, useComposerDraft } from '../../../stores/composer-draft.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { FormFoot } from './form-foot.tsx';
import { useSaveEntry } from './use-save-entry.ts';
import style from './composer.module.css';

const answers = { unknown: null, yes: true, no: false } as const;
const answerNames = ['unknown', 'yes', 'no'] as const;

interface TouchFormProps {
  customerId: string;
  field: RefObject<TextAreaRef | null>;
}

export function TouchForm({ customerId, field }: TouchFormProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const draft = useComposerDraft(customerId).touch;
  const { save, saving, problem } = useSaveEntry(customerId, 'touch', draft);

  const [minutes, setMinutes] = useState<TypedNumber>(draft.minutes);
  const isWrong = minutes === undefined;

  const submit = () => {
    if (isWrong) return;
    void save(async () => {
      const { id } = await api.touch.log({ customerId, ...draft, body: draft.body.trim() });
      return { done: t('composer.touchSaved'), undo: () => api.touch.delete({ id }) };
    });
  };
  const onKeyDown = useEnterSubmit(submit, 'mod');
  return (
    <div className={style.form} role="presentation" onKeyDown={onKeyDown}>
      <div className={style.choice}>
        <ChoiceChips
          single
          label={t('composer.touchKind')}
          choices={touchKinds.map((value) => ({ value, label: t(`touchKind.${value}`) }))}
          chosen={[draft.kind]}
          onChoose={(kind) => editDraft(customerId, 'touch', { kind })}
        />
        <ChoiceChips
          single
          label={t('composer.touchClass')}
          choices={touchClasses.map((value) => ({
            value,
            label: t(`touchClass.${value}`),
            hint: t(`touchClassHint.${value}`),
          }))}
          chosen={[draft.touchClass]}
          onChoose={(touchClass) => editDraft(customerId, 'touch', { touchClass })}
        />
      </div>
      <ImeTextArea
        ref={field}
        value={draft.body}
        maxLength={20_000}
        autoSize={{ minRows: 2, maxRows: 12 }}
        aria-label={t('composer.touchLabel')}
        placeholder={t('composer.touchPlaceholder')}
        onChange={(event) => editDraft(customerId, 'touch', { body: event.target.value })}
      />
      <FormFoot saving={saving} disabled={isWrong} problem={problem} onSave={submit}>
        <ChoiceChips
          single
          label={t('timeline.repliedQuestion')}
          choices={answerNames.map((value) => ({ value, label: t(`composer.replied.${value}`) }))}
          chosen={answerNames.filter((name) => answers[name] === draft.replied)}
          onChoose={(name) => editDraft(customerId, 'touch', { replied: answers[name] })}
        />
        <NumberInput
          size="small"
          className={style.minutes}
          aria-label={t('composer.minutes')}
          placeholder={t('composer.minutes')}
          min={0}
          max={1_440}
          value={isWrong ? minutes : draft.minutes}
          onChange={(value) => {
            setMinutes(value);
            editDraft(customerId, 'touch', { minutes: value ?? null });
          }}
        />
      </FormFoot>
    </div>
  );
}
