import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Select } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkChange } from '#shared/contract/list-view.ts';
import { tiers, type Tier } from '#shared/domain/entity/book.ts';
import { dateOf, dayMs } from '#shared/domain/calendar.ts';
import { DateField } from '../../../components/date-field.tsx';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useDelayed } from '../../../app/use-delayed.ts';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { tagOptions } from '../../../components/tag-option.ts';
import style from './bulk-form.module.css';

export type BulkKind = BulkChange['do'];

const typingPauseMs = 150;

interface BulkFormProps {
  kind: BulkKind;
  ids: string[];
  onDone: () => void;
}

/** Says how many customers will be changed before anything is. */
export function BulkForm({ kind, ids, onDone }: BulkFormProps) {
  const { t, i18n } = useTranslation(['list', 'customers']);
  const api = useApi();
  const orpc = useOrpc();
  const undoToast = useUndoToast();
  const errorText = useErrorText();
  const tags = useQuery(orpc.customer.tags.queryOptions());
  const [name, setName] = useState('');
  const [tier, setTier] = useState<Tier>();
  const [reason, setReason] = useState('');
  const [expiresOn, setExpiresOn] = useState<string>();
  const [dayProblem, setDayProblem] = useState<string>();
  const now = useNow();
  const [nextOn, setNextOn] = useState(dateOf(now + dayMs));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const change = changeOf(kind, { name: name.trim(), tier, reason: reason.trim(), expiresOn, nextOn });
  const offered = (tags.data ?? []).filter((tag) => kind === 'removeTag' || !tag.isRetired);
  /** The tag whose group wants to know why. */
  const asking =
    kind === 'addTag' ? offered.find((tag) => tag.name === name.trim() && tag.asksReason) : undefined;
  // How many does not hang on why.
  const asked = useDelayed(
    JSON.stringify(change && { ...change, reason: change.do === 'setTier' ? '-' : '' }),
    typingPauseMs,
  );
  const preview = useQuery(
    orpc.bulk.preview.queryOptions({
      input: { ids, change: (asked === undefined ? undefined : JSON.parse(asked)) as BulkChange },
      enabled: asked !== undefined,
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  );
  const figures = change && preview.data;

  const apply = async () => {
    if (!change || busy) return;
    if (dayProblem !== undefined) return setProblem(dayProblem);
    if (change.do === 'setTier' && change.reason === '') return setProblem(t('bulk.reasonNeeded'));
    if (asking && reason.trim() === '')
      return setProblem(t('tag.reasonMissing', { group: asking.groupName }));
    if (change.do === 'setNext' && change.on < dateOf(now)) return setProblem(t('bulk.past'));
    setBusy(true);
    try {
      const { changed, undoId } = await api.bulk.apply({ ids, change });
      onDone();
      const what =
        change.do === 'setTier'
          ? t(`customers:tier.${change.tier}`)
          : change.do === 'setNext'
            ? dateText(change.on, i18n.language, now)
            : change.name;
      undoToast(
        t(`bulk.done.${change.do}`, { count: changed, what }),
        undoId === null ? undefined : () => api.bulk.undo({ undoId }),
      );
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void apply();
  };
  return (
    <div className={style.form} onKeyDown={onKeyDown} role="group" aria-label={t(`bulk.${kind}`)}>
      {kind === 'setNext' ? (
        <DateField
          autoFocus
          aria-label={t('bulk.nextOn')}
          min={dateOf(now)}
          value={nextOn}
          onChange={(value) => {
            setNextOn(value);
            setProblem(undefined);
          }}
        />
      ) : kind === 'setTier' ? (
        <Select<Tier>
          autoFocus
          aria-label={t('bulk.tier')}
          placeholder={t('bulk.tier')}
          value={tier}
          options={tiers.map((value) => ({ value, label: t(`customers:tierHint.${value}`) }))}
          onChange={setTier}
        />
      ) : (
        <AutoComplete
          autoFocus
          aria-label={t('bulk.tag')}
          placeholder={t('bulk.tag')}
          maxLength={50}
          value={name}
          options={tagOptions(offered, t('customers:tags.private'), name)}
          onChange={setName}
        />
      )}
      {kind !== 'removeTag' && (
        <ImeInput
          value={reason}
          maxLength={200}
          placeholder={t(
            kind === 'setTier' ? 'bulk.reasonTier' : asking ? 'tag.reasonNeeded' : 'bulk.reason',
          )}
          aria-label={t('bulk.reason')}
          onChange={(event) => {
            setReason(event.target.value);
            setProblem(undefined);
          }}
        />
      )}
      {kind === 'addTag' && (
        <DateField
          aria-label={t('bulk.expires')}
          title={t('bulk.expires')}
          prefix={<span className={style.preview}>{t('bulk.until')}</span>}
          value={expiresOn ?? ''}
          onChange={(value, wrong) => {
            setExpiresOn(value || undefined);
            setDayProblem(wrong);
            setProblem(undefined);
          }}
        />
      )}
      <output className={style.preview}>
        {figures && t('bulk.will', { count: figures.changed })}
        {figures && figures.same > 0 && t('bulk.same', { count: figures.same })}
        {figures && figures.missing > 0 && t('bulk.missing', { count: figures.missing })}
        {figures?.day && (
          <span className={style.day} data-full={figures.day.due > figures.day.most || undefined}>
            {t(figures.day.due > figures.day.most ? 'bulk.dayFull' : 'bulk.day', { ...figures.day })}
          </span>
        )}
        {figures?.replaced.map((tag) => t('bulk.replaces', { name: tag.name, count: tag.customers }))}
      </output>
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
      <Button
        type="primary"
        loading={busy}
        disabled={!change || figures?.changed === 0}
        onClick={() => void apply()}
      >
        {t('bulk.apply')}
      </Button>
    </div>
  );
}

interface Wanted {
  name: string;
  tier: Tier | undefined;
  reason: string;
  expiresOn: string | undefined;
  nextOn: string;
}

function changeOf(kind: BulkKind, { name, tier, reason, expiresOn, nextOn }: Wanted): BulkChange | undefined {
  if (kind === 'setNext') return nextOn === '' ? undefined : { do: kind, on: nextOn, reason };
  if (kind === 'setTier') return tier && { do: kind, tier, reason };
  if (name === '') return undefined;
  if (kind === 'removeTag') return { do: kind, name };
  return { do: kind, name, reason, ...(expiresOn === undefined ? {} : { expiresOn }) };
}
