/** The tags a customer carries as one stop of the keyboard: arrow keys between them, Enter for why, Delete to remove. */
import { CloseOutlined } from '@ant-design/icons';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useTagWords } from './use-tag-words.ts';
import style from './tag-editor.module.css';

interface TagChipsProps {
  ref: Ref<HTMLDivElement>;
  tags: CustomerCard['tags'];
  openId: string | undefined;
  readOnly: boolean;
  onOpen: (id: string) => void;
  onRemove: (id: string, name: string) => void;
}

export function TagChips({ ref, tags, openId, readOnly, onOpen, onRemove }: TagChipsProps) {
  const { t } = useTranslation(['customers', 'list']);
  const wordsOf = useTagWords();
  /** The one that Tab comes to. */
  const [currentId, setCurrentId] = useState<string>();
  const stop = tags.some(({ id }) => id === currentId) ? currentId : tags[0]?.id;
  if (tags.length === 0) return null;

  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>, at: number) => {
    const { id, name } = tags[at]!;
    const chips = [
      ...(event.currentTarget.closest('[data-chips]')?.querySelectorAll<HTMLElement>('[data-chip]') ?? []),
    ];
    const target = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: tags.length - 1,
    }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== undefined) chips[Math.min(Math.max(target, 0), chips.length - 1)]?.focus();
    else if ((event.key === 'Delete' || event.key === 'Backspace') && !readOnly) {
      (chips[at + 1] ?? chips[at - 1])?.focus();
      onRemove(id, name);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={ref}
      className={style.chips}
      role="group"
      aria-label={t('list:tag.list')}
      data-chips
      title={t('list:tag.keys')}
    >
      {tags.map((tag, at) => (
        <span key={tag.id} className="quiet-tag" data-tone={tag.id === openId ? 'accent' : 'plain'}>
          <button
            type="button"
            className={`quiet-tag-text ${style.chip}`}
            data-chip={tag.id}
            tabIndex={tag.id === stop ? 0 : -1}
            aria-expanded={tag.id === openId}
            title={wordsOf(tag).join('\n')}
            onFocus={() => setCurrentId(tag.id)}
            onKeyDown={(event) => onKeyDown(event, at)}
            onClick={() => onOpen(tag.id)}
          >
            {tag.name}
          </button>
          {!readOnly && (
            <button
              type="button"
              className="quiet-tag-remove"
              tabIndex={-1}
              aria-label={t('tags.remove', { name: tag.name })}
              onClick={() => onRemove(tag.id, tag.name)}
            >
              <CloseOutlined />
            </button>
          )}
        </span>
      ))}
    </div>
  );
}
