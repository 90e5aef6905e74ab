/** One tag becomes another: whom it touches is said before. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TagLine } from '#shared/protocol/tag.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useOrpc } from '../../../platform/api-context.tsx';
import { Panel } from './panel.tsx';
import type { GroupLine } from './tag-group.tsx';
import { useChangeDictionary } from './use-dictionary.ts';
import { useSubmit } from './use-submit.ts';
import style from './dictionary.module.css';

interface MergeFormProps {
  tag: TagLine;
  groups: readonly GroupLine[];
  onClose: () => void;
}

export function MergeForm({ tag, groups, onClose }: MergeFormProps) {
  const { t } = useTranslation('dictionary');
  const change = useChangeDictionary();
  const undoToast = useUndoToast();
  const errorText = useErrorText();
  const orpc = useOrpc();
  const [intoId, setIntoId] = useState<string>();
  const { busy, problem, submit } = useSubmit();
  const preview = useQuery(
    orpc.dictionary.previewMerge.queryOptions({
      input: { id: tag.id, intoId: intoId ?? tag.id },
      enabled: intoId !== undefined,
      staleTime: 0,
    }),
  );
  const into = groups.flatMap(({ tags }) => tags).find(({ id }) => id === intoId);
  const merge = () => {
    if (!into) return;
    void submit(async () => {
      const { movedIds } = await change({
        do: 'merge',
        id: tag.id,
        seenVersion: tag.version,
        intoId: into.id,
      });
      onClose();
      undoToast(t('merge.done', { name: tag.name, into: into.name }), () =>
        change({ do: 'unmerge', id: tag.id, withIds: movedIds }),
      );
    });
  };
  const figures = intoId === undefined ? undefined : preview.data;
  return (
    <Panel
      title={t('merge.title', { name: tag.name })}
      does={t('merge.do')}
      busy={busy}
      isReady={figures !== undefined}
      problem={problem ?? (preview.error ? errorText(preview.error) : undefined)}
      onDo={merge}
      onClose={onClose}
    >
      <label>
        {t('merge.into')}
        <Select<string>
          showSearch={{ optionFilterProp: 'label' }}
          autoFocus
          value={intoId ?? null}
          placeholder={t('merge.choose')}
          options={groups.map(({ name, tags }) => ({
            label: name,
            options: tags
              .filter(({ id, retiredAt }) => id !== tag.id && retiredAt === null)
              .map(({ id, name: label }) => ({ value: id, label })),
          }))}
          onChange={setIntoId}
        />
      </label>
      {into && figures && (
        <output className={style.effect}>
          <p>{t('merge.customers', { count: figures.customers, name: tag.name, into: into.name })}</p>
          {figures.both > 0 && <p>{t('merge.both', { count: figures.both })}</p>}
          {figures.others > 0 && <p>{t('merge.others', { count: figures.others, group: into.groupName })}</p>}
          {figures.offers > 0 && <p>{t('merge.offers', { count: figures.offers, into: into.name })}</p>}
        </output>
      )}
      <p>{t('merge.help')}</p>
    </Panel>
  );
}
