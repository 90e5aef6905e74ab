/** Where the customer came from: kind, platform, campaign, placement (B15). Once set it changes with a reason only. */
import { Button, Select } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { sources } from '#shared/domain/entity/book.ts';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { ReasonField } from './reason-field.tsx';
import { useKeptChange } from './use-customer-card.ts';
import contact from './contact-point.module.css';
import editable from './editable.module.css';

const parts = [
  ['sourcePlatform', 50],
  ['sourceCampaign', 100],
  ['sourcePlacement', 100],
] as const;

export function SourceEditor({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation(['card', 'customers']);
  const change = useKeptChange(card);
  const errorText = useErrorText();
  const former = {
    source: card.source,
    sourcePlatform: card.sourcePlatform,
    sourceCampaign: card.sourceCampaign,
    sourcePlacement: card.sourcePlacement,
  };
  const [draft, setDraft] = useState<typeof former>();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const text = [
    t(`customers:source.${card.source}`),
    ...parts.map(([name]) => card[name]).filter((part) => part !== ''),
  ].join(' · ');
  const isUnset = card.source === 'unknown' && parts.every(([name]) => card[name] === '');

  if (!draft) {
    return (
      <button
        type="button"
        className={editable.value}
        aria-label={t('customers:edit.field', { label: t('customers:field.source'), value: text })}
        disabled={readOnly}
        onClick={() => setDraft(former)}
      >
        {text}
      </button>
    );
  }
  const isChanged = JSON.stringify(draft) !== JSON.stringify(former);
  const close = () => {
    setDraft(undefined);
    setReason('');
    setProblem(undefined);
  };
  const save = async () => {
    if (!isChanged) return close();
    if (!isUnset && reason.trim() === '') return setProblem(t('source.reasonMissing'));
    try {
      const done = t('customers:edit.done', { label: t('customers:field.source') });
      await change('source', draft, reason, done);
      close();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <div className={contact.form} role="group" aria-label={t('customers:field.source')} onKeyDown={onKeyDown}>
      <Select
        size="small"
        autoFocus
        aria-label={t('source.kind')}
        value={draft.source}
        onChange={(source) => setDraft({ ...draft, source })}
        options={sources.map((value) => ({ value, label: t(`customers:source.${value}`) }))}
      />
      {parts.map(([name, maxLength]) => (
        <ImeInput
          key={name}
          size="small"
          aria-label={t(`source.${name}`)}
          placeholder={t(`source.${name}`)}
          value={draft[name]}
          maxLength={maxLength}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          onEnter={() => void save()}
        />
      ))}
      {!isUnset && isChanged && (
        <ReasonField
          label={t('source.reason')}
          value={reason}
          isWrong={problem !== undefined}
          onChange={(value) => {
            setReason(value);
            setProblem(undefined);
          }}
          onEnter={() => void save()}
        />
      )}
      {problem !== undefined && (
        <div className={contact.problem} role="alert">
          {problem}
        </div>
      )}
      <div className={contact.formLine}>
        <Button size="small" type="primary" onClick={() => void save()}>
          {t('customers:action.save')}
        </Button>
        <Button size="small" type="text" onClick={close}>
          {t('customers:action.cancel')}
        </Button>
      </div>
    </div>
  );
}
