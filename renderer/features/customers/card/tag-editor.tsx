import { AutoComplete } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { isComposing } from '../../../components/ime-input.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { tagOptions } from '../tag-option.ts';
import { Section } from './section.tsx';
import style from './tag-editor.module.css';

export function TagEditor({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('customers');
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

  const add = async (typed: string) => {
    const name = typed.trim();
    if (name === '' || carried.has(name)) return setText('');
    try {
      await api.customer.addTag({ customerId: card.id, name });
      setText('');
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
            title={tag.pending ? t('list.pending') : undefined}
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
      </div>
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </Section>
  );
}
