/** One group: its rules, its tags in order, and a line to write a new one in. */
import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupRules } from '#shared/domain/tag.ts';
import type { TagLine } from '#shared/protocol/tag.ts';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { orderWithGroup } from './tag-order.ts';
import { TagRow } from './tag-row.tsx';
import { useChangeDictionary, useQuickChange } from './use-dictionary.ts';
import style from './dictionary.module.css';

export interface GroupLine {
  name: string;
  rules: GroupRules;
  tags: TagLine[];
}

interface TagGroupProps {
  /** `shown`: those that pass the search. */
  group: GroupLine & { shown: TagLine[] };
  groups: readonly GroupLine[];
  /** Also those that became another tag. */
  all: readonly TagLine[];
  readOnly: boolean;
  onEditGroup: () => void;
  onEdit: (tag: TagLine) => void;
  onMerge: (tag: TagLine) => void;
}

export function TagGroup({ group, groups, all, readOnly, onEditGroup, onEdit, onMerge }: TagGroupProps) {
  const { t } = useTranslation('dictionary');
  const quickly = useQuickChange();
  const { name, rules, shown } = group;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as -1 | 1 | undefined;
    if (step === undefined || !event.altKey) return;
    event.preventDefault();
    const ids = orderWithGroup(groups, name, step);
    if (ids) void quickly({ do: 'order', ids });
  };
  return (
    <section className={style.group} aria-label={name}>
      <header className={style.head}>
        <h2 title={name}>{name}</h2>
        <span className={style.rules}>
          {rules.isExclusive && <QuietTag title={t('rule.exclusiveHelp')}>{t('rule.exclusive')}</QuietTag>}
          {rules.validDays !== null && (
            <QuietTag title={t('rule.validHelp', { count: rules.validDays })}>
              {t('rule.valid', { count: rules.validDays })}
            </QuietTag>
          )}
          {rules.asksReason && <QuietTag title={t('rule.reasonHelp')}>{t('rule.reason')}</QuietTag>}
        </span>
        {!readOnly && (
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={t('group.editOf', { name })}
            title={t('group.editHint')}
            onClick={onEditGroup}
            onKeyDown={onKeyDown}
          />
        )}
      </header>
      <ul className={style.tags}>
        {shown.map((tag) => (
          <TagRow
            key={tag.id}
            tag={tag}
            groups={groups}
            parts={all.filter((each) => each.mergedIntoId === tag.id)}
            readOnly={readOnly}
            onEdit={() => onEdit(tag)}
            onMerge={() => onMerge(tag)}
          />
        ))}
      </ul>
      {!readOnly && <NewTag group={name} />}
    </section>
  );
}

function NewTag({ group }: { group: string }) {
  const { t } = useTranslation('dictionary');
  const change = useChangeDictionary();
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const add = async () => {
    const name = text.trim();
    if (name === '' || busy) return;
    setBusy(true);
    try {
      await change({ do: 'create', group, name });
      setText('');
      setProblem(undefined);
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') void add();
    else if (event.key === 'Escape') setText('');
  };
  return (
    <div className={style.new}>
      <ImeInput
        size="small"
        variant="borderless"
        value={text}
        maxLength={50}
        placeholder={t('tag.new')}
        aria-label={t('tag.newIn', { group })}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
