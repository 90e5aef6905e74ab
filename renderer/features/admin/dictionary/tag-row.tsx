/** One tag: its name takes the keys, a menu has the same for the mouse. */
import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TagLine } from '#shared/protocol/tag.ts';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import type { GroupLine } from './tag-group.tsx';
import { orderWithTag } from './tag-order.ts';
import { useQuickChange } from './use-dictionary.ts';
import style from './dictionary.module.css';

interface TagRowProps {
  tag: TagLine;
  groups: readonly GroupLine[];
  /** What became this tag. */
  parts: readonly TagLine[];
  readOnly: boolean;
  onEdit: () => void;
  onMerge: () => void;
}

export function TagRow({ tag, groups, parts, readOnly, onEdit, onMerge }: TagRowProps) {
  const { t } = useTranslation('dictionary');
  const quickly = useQuickChange();
  const button = useRef<HTMLButtonElement>(null);
  const moving = useRef(false);
  const { id, name, version: seenVersion, retiredAt } = tag;

  // A row that is put elsewhere loses the focus.
  useEffect(() => {
    if (moving.current) button.current?.focus();
    moving.current = false;
  }, [tag.ordinal]);

  const retire = () =>
    retiredAt === null
      ? quickly({ do: 'retire', id, seenVersion }, t('tag.retired', { name }), { do: 'restore', id })
      : quickly({ do: 'restore', id, seenVersion }, t('tag.restored', { name }), { do: 'retire', id });
  const move = async (step: -1 | 1) => {
    const ids = orderWithTag(groups, id, step);
    if (!ids) return;
    moving.current = document.activeElement === button.current;
    await quickly({ do: 'order', ids });
  };
  const part = (from: TagLine) =>
    quickly({ do: 'unmerge', id: from.id, withIds: [] }, t('tag.parted', { name: from.name }), {
      do: 'merge',
      id: from.id,
      intoId: id,
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly || event.ctrlKey || event.metaKey) return;
    const step = event.altKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined;
    if (step !== undefined) {
      event.preventDefault();
      void move(step as -1 | 1);
    } else if (event.key === 'Delete') void retire();
    else if (event.key === 'm') onMerge();
    else return;
    event.stopPropagation();
  };
  const actions = {
    edit: onEdit,
    merge: onMerge,
    up: () => void move(-1),
    down: () => void move(1),
    retire: () => void retire(),
  };
  const words =
    tag.formerNames.length > 0 ? t('tag.former', { names: tag.formerNames.join('、') }) : undefined;
  return (
    <li className={style.tag} data-retired={retiredAt !== null || undefined}>
      <button
        ref={button}
        type="button"
        data-tag
        className={style.name}
        title={words ?? name}
        aria-keyshortcuts={readOnly ? undefined : 'Enter M Delete Alt+ArrowUp Alt+ArrowDown'}
        onClick={readOnly ? undefined : onEdit}
        onKeyDown={onKeyDown}
      >
        {name}
      </button>
      {retiredAt !== null && <QuietTag title={t('tag.retiredHelp')}>{t('tag.isRetired')}</QuietTag>}
      <span className={style.count} title={t('tag.customersHelp')}>
        {t('tag.customers', { count: tag.customers })}
      </span>
      {!readOnly && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          autoFocus
          menu={{
            items: [
              { key: 'edit', label: t('tag.edit') },
              { key: 'merge', label: t('tag.merge') },
              { key: 'up', label: t('tag.up') },
              { key: 'down', label: t('tag.down') },
              { key: 'retire', label: t(retiredAt === null ? 'tag.retire' : 'tag.restore') },
            ],
            onClick: ({ key }) => actions[key as keyof typeof actions](),
          }}
        >
          <Button
            size="small"
            type="text"
            className={style.more ?? ''}
            icon={<MoreOutlined />}
            aria-label={t('tag.more', { name })}
          />
        </Dropdown>
      )}
      {parts.length > 0 && (
        <ul className={style.parts} aria-label={t('tag.parts', { name })}>
          {parts.map((each) => (
            <li key={each.id}>
              <span className={style.part} title={each.name}>
                {t('tag.part', { name: each.name })}
              </span>
              {!readOnly && (
                <Button size="small" type="link" onClick={() => void part(each)}>
                  {t('tag.unmerge')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
