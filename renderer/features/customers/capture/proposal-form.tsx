/** A proposal put right before it is kept: its words, its date, and where it goes. Enter keeps it, Esc leaves it as it was. */
import { Button, Select } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalTargetInput } from '#shared/contract/capture.ts';
import { contactKinds } from '#shared/domain/entity/book.ts';
import { DateField } from '../../../components/date-field.tsx';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { instantOfWallClock, wallClockOf } from '../composer/quick-date.ts';
import { KeyDateForm } from '../card/key-date-form.tsx';
import { asTarget, textOf, textTargets, withText } from './proposal-target.ts';
import style from './capture.module.css';

interface ProposalFormProps {
  what: ProposalTargetInput;
  onSave: (what: ProposalTargetInput) => void;
  onCancel: () => void;
}

export function ProposalForm({ what, onSave, onCancel }: ProposalFormProps) {
  const { t } = useTranslation(['capture', 'customers']);
  const [draft, setDraft] = useState(what);
  const [dayProblem, setDayProblem] = useState<string>();
  const text = textOf(draft);
  const isBlank = text.trim() === '' || (draft.target === 'relation' && draft.role.trim() === '');
  const save = () => {
    if (!isBlank && dayProblem === undefined) onSave(withText(draft, text.trim()));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  if (draft.target === 'key_date')
    return (
      <div className={style.edit}>
        <KeyDateForm
          initial={{ kind: draft.kind, label: draft.label, ...draft.date, year: null }}
          onSave={({ kind, label, calendar, month, day, isLeapMonth }) => {
            onSave({ target: 'key_date', kind, label, date: { calendar, month, day, isLeapMonth } });
            return Promise.resolve();
          }}
          onCancel={onCancel}
        />
      </div>
    );
  const field = {
    size: 'small' as const,
    autoFocus: true,
    status: isBlank ? ('error' as const) : undefined,
    onEnter: save,
  };
  return (
    <div className={style.edit} role="presentation" onKeyDown={onKeyDown}>
      <div className={style.editLine}>
        {textTargets.has(draft.target) && (
          <Select
            size="small"
            className={style.short}
            aria-label={t('edit.kind')}
            value={draft.target}
            onChange={(target) => setDraft(asTarget(draft, target, Date.now()))}
            options={[...textTargets].map((value) => ({ value, label: t(`target.${value}`) }))}
          />
        )}
        {draft.target === 'contact_point' && (
          <Select
            size="small"
            className={style.short}
            aria-label={t('edit.kind')}
            value={draft.kind}
            onChange={(kind) => setDraft({ ...draft, kind })}
            options={contactKinds.map((value) => ({ value, label: t(`customers:contactKind.${value}`) }))}
          />
        )}
        {draft.target === 'relation' && (
          <>
            <ImeInput
              {...field}
              className={style.short}
              aria-label={t('edit.role')}
              placeholder={t('edit.role')}
              maxLength={50}
              value={draft.role}
              onChange={(event) => setDraft({ ...draft, role: event.target.value })}
            />
            <ImeInput
              {...field}
              autoFocus={false}
              status={undefined}
              className={style.short}
              aria-label={t('edit.name')}
              placeholder={t('edit.name')}
              maxLength={100}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
            <ImeInput
              {...field}
              autoFocus={false}
              status={undefined}
              className={style.grow}
              aria-label={t('edit.remark')}
              placeholder={t('edit.remark')}
              maxLength={500}
              value={draft.remark}
              onChange={(event) => setDraft({ ...draft, remark: event.target.value })}
            />
          </>
        )}
        {draft.target !== 'relation' && (
          <ImeInput
            {...field}
            className={style.grow}
            aria-label={t('edit.text')}
            value={text}
            onChange={(event) => setDraft(withText(draft, event.target.value))}
          />
        )}
      </div>
      <div className={style.editLine}>
        {draft.target === 'promise' && (
          <DateField
            showTime
            size="small"
            className={style.due}
            aria-label={t('edit.due')}
            value={wallClockOf(draft.dueAt)}
            onChange={(value, wrong) => {
              setDayProblem(wrong);
              if (value !== '') setDraft({ ...draft, dueAt: instantOfWallClock(value) });
            }}
          />
        )}
        <Button size="small" type="primary" disabled={isBlank || dayProblem !== undefined} onClick={save}>
          {t('edit.keep')}
        </Button>
        <Button size="small" type="text" onClick={onCancel}>
          {t('customers:action.cancel')}
        </Button>
      </div>
    </div>
  );
}
