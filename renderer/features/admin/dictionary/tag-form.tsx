/** Another name, another group. Whoever carries the tag follows. */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TagLine } from '#shared/protocol/tag.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { Panel } from './panel.tsx';
import { useChangeDictionary } from './use-dictionary.ts';
import { useSubmit } from './use-submit.ts';

interface TagFormProps {
  tag: TagLine;
  groups: readonly string[];
  onClose: () => void;
}

export function TagForm({ tag, groups, onClose }: TagFormProps) {
  const { t } = useTranslation('dictionary');
  const change = useChangeDictionary();
  const undoToast = useUndoToast();
  const [name, setName] = useState(tag.name);
  const [group, setGroup] = useState(tag.groupName);
  const { busy, problem, setProblem, submit } = useSubmit();

  const save = () => {
    const wanted = name.trim();
    if (wanted === '') return setProblem(t('tag.nameMissing'));
    if (wanted === tag.name && group === tag.groupName) return onClose();
    void submit(async () => {
      const { id } = tag;
      await change({ do: 'change', id, seenVersion: tag.version, name: wanted, group });
      onClose();
      const said =
        wanted === tag.name ? t('tag.moved', { name: wanted, group }) : t('tag.renamed', { name: wanted });
      undoToast(said, () => change({ do: 'change', id, name: tag.name, group: tag.groupName }));
    });
  };
  return (
    <Panel
      title={t('tag.editOf', { name: tag.name })}
      does={t('save')}
      busy={busy}
      problem={problem}
      onDo={save}
      onClose={onClose}
    >
      <label>
        {t('tag.name')}
        <ImeInput
          autoFocus
          value={name}
          maxLength={50}
          onChange={({ target }) => {
            setName(target.value);
            setProblem(undefined);
          }}
        />
      </label>
      <p>{t('tag.renameHelp', { count: tag.customers })}</p>
      <label>
        {t('tag.group')}
        <Select
          showSearch
          value={group}
          options={groups.map((value) => ({ value, label: value }))}
          onChange={setGroup}
        />
      </label>
      {group !== tag.groupName && <p>{t('tag.moveHelp')}</p>}
    </Panel>
  );
}
