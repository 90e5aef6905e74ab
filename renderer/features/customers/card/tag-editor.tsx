import { AutoComplete, Button, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { tagOptions } from '../tag-option.ts';
import { Section } from './section.tsx';
import style from './tag-editor.module.css';

export function TagEditor({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t, i18n } = useTranslation(['customers', 'list']);
  const now = useNow();
  const [reason, setReason] = useState('');
  const [expiresOn, setExpiresOn] = useState('');
  const [isDetailed, setDetailed] = useState(false);
  const api = useApi();
  const orpc = useOrpc();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const errorText = useErrorText();
  const known = useQuery(orpc.customer.tags.queryOptions());
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const carried = new Set(card.tags.map((tag) => tag.name));
  const offered = tagOptions(
    (known.data ?? []).filter((tag) => !carried.has(tag.name)),
    t('tags.private'),
    text,
  );

  /** Who put it on, when and why, until when it holds (practice C01). */
  const aboutTag = (tag: CustomerCard['tags'][number]): string =>
    [
      t('list:tag.by', {
        name: tag.byName ?? t('list:tag.unknown'),
        on: dateText(dateOf(tag.at), i18n.language, now),
      }),
      tag.reason && t('list:tag.why', { reason: tag.reason }),
      tag.expiresOn && t('list:tag.until', { on: tag.expiresOn }),
      tag.pending && t('list.pending'),
    ]
      .filter(Boolean)
      .join('\n');

  const add = async (typed: string) => {
    const name = typed.trim();
    if (name === '' || carried.has(name)) return setText('');
    try {
      const { id, replaced } = await api.customer.addTag({
        customerId: card.id,
        name,
        reason,
        ...(expiresOn === '' ? {} : { expiresOn }),
      });
      if (replaced.length > 0) {
        undoToast(t('list:tag.replaced', { name: replaced.map((tag) => tag.name).join('、') }), async () => {
          await api.customer.removeTag({ id });
          for (const tag of replaced) await api.customer.restoreTag({ id: tag.id });
        });
      }
      setText('');
      setReason('');
      setExpiresOn('');
      setDetailed(false);
      setProblem(undefined);
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  const remove = async (id: string, name: string) => {
    try {
      await api.customer.removeTag({ id });
      undoToast(t('tags.removed', { name }), () => api.customer.restoreTag({ id }));
    } catch (error) {
      fail(error);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setText('');
      if (event.target instanceof HTMLElement) event.target.blur();
    } else if (event.key === 'Enter') void add(text);
  };
  return (
    <Section title={t('tags.title')}>
      <div className={style.tags}>
        {card.tags.map((tag) => (
          <QuietTag
            key={tag.id}
            title={aboutTag(tag)}
            onRemove={readOnly ? undefined : () => void remove(tag.id, tag.name)}
            removeLabel={t('tags.remove', { name: tag.name })}
          >
            {tag.name}
          </QuietTag>
        ))}
        {!readOnly && (
          <AutoComplete
            size="small"
            className={style.input}
            value={text}
            options={offered}
            maxLength={50}
            defaultActiveFirstOption={false}
            popupMatchSelectWidth={200}
            placeholder={t('tags.add')}
            aria-label={t('tags.add')}
            onChange={(typed: string) => {
              setText(typed);
              setProblem(undefined);
            }}
            onSelect={(name: string) => void add(name)}
            onInputKeyDown={onKeyDown}
          />
        )}
        {!readOnly && !isDetailed && (
          <Button size="small" type="text" onClick={() => setDetailed(true)}>
            {t('list:tag.details')}
          </Button>
        )}
      </div>
      {isDetailed && (
        <div className={style.details}>
          <ImeInput
            size="small"
            autoFocus
            value={reason}
            maxLength={200}
            placeholder={t('list:bulk.reason')}
            aria-label={t('list:bulk.reason')}
            onChange={(event) => setReason(event.target.value)}
          />
          <Input
            size="small"
            type="date"
            value={expiresOn}
            prefix={t('list:bulk.until')}
            aria-label={t('list:bulk.expires')}
            onChange={(event) => setExpiresOn(event.target.value)}
          />
          <Button size="small" disabled={text.trim() === ''} onClick={() => void add(text)}>
            {t('list:tag.put')}
          </Button>
        </div>
      )}
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </Section>
  );
}
