import { AutoComplete } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard, TagView } from '#shared/contract/customer.ts';
import { isComposing } from '../../../components/ime-input.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { tagOptions } from '../../../components/tag-option.ts';
import { Section } from './section.tsx';
import { TagChips } from './tag-chips.tsx';
import { TagDetails } from './tag-details.tsx';
import { TagReason } from './tag-reason.tsx';
import style from './tag-editor.module.css';

export function TagEditor({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation(['customers', 'list']);
  const api = useApi();
  const orpc = useOrpc();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const errorText = useErrorText();
  const known = useQuery(orpc.customer.tags.queryOptions());
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [openId, setOpenId] = useState<string>();
  /** The tag whose group wants to know why before it is put on. */
  const [asked, setAsked] = useState<TagView>();
  const chips = useRef<HTMLDivElement>(null);
  const carried = new Set(card.tags.map((tag) => tag.name));
  const givable = (known.data ?? []).filter((tag) => !carried.has(tag.name) && !tag.isRetired);
  const opened = card.tags.find((tag) => tag.id === openId);
  const focusChip = (id: string) => chips.current?.querySelector<HTMLElement>(`[data-chip="${id}"]`)?.focus();

  const put = async (name: string, tagging: { reason?: string; expiresOn?: string } = {}) => {
    const { id, replaced } = await api.customer.addTag({ customerId: card.id, name, ...tagging });
    if (replaced.length > 0) {
      undoToast(t('list:tag.replaced', { name: replaced.map((tag) => tag.name).join('、') }), async () => {
        await api.customer.removeTag({ id });
        for (const tag of replaced) await api.customer.restoreTag({ id: tag.id });
      });
    }
    setText('');
    setAsked(undefined);
    setProblem(undefined);
  };
  const add = async (typed: string) => {
    const name = typed.trim();
    if (name === '' || carried.has(name)) return setText('');
    const tag = known.data?.find((each) => each.name === name);
    if (tag?.asksReason && !tag.isRetired) return setAsked(tag);
    try {
      await put(name);
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  const remove = async (id: string, name: string) => {
    if (id === openId) setOpenId(undefined);
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
        <TagChips
          ref={chips}
          tags={card.tags}
          openId={openId}
          readOnly={readOnly}
          onOpen={(id) => setOpenId(id === openId ? undefined : id)}
          onRemove={(id, name) => void remove(id, name)}
        />
        {!readOnly && (
          <AutoComplete
            size="small"
            className={style.input}
            value={text}
            options={tagOptions(givable, t('tags.private'), text)}
            maxLength={50}
            defaultActiveFirstOption={false}
            popupMatchSelectWidth={200}
            placeholder={t('tags.add')}
            aria-label={t('tags.add')}
            onChange={(typed: string) => {
              setText(typed);
              setAsked(undefined);
              setProblem(undefined);
            }}
            onSelect={(name: string) => void add(name)}
            onInputKeyDown={onKeyDown}
          />
        )}
      </div>
      {asked && <TagReason key={asked.name} tag={asked} onPut={put} onCancel={() => setAsked(undefined)} />}
      {opened && (
        <TagDetails
          key={opened.id}
          tag={opened}
          known={known.data?.find((each) => each.name === opened.name)}
          readOnly={readOnly}
          onChanged={(id) => setOpenId(id)}
          onClose={() => {
            setOpenId(undefined);
            focusChip(opened.id);
          }}
        />
      )}
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </Section>
  );
}
