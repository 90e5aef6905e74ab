/** Two cards side by side: which one is kept, and what of each. One step, which can be taken back for a day. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergePreview } from '#shared/contract/merge.ts';
import type { Choices } from '#shared/domain/merge/choose.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { useLiveEvent } from '../../../platform/live.ts';
import { MergeTable } from './merge-table.tsx';
import style from './merge.module.css';

interface MergePanelProps {
  /** The two cards; undefined: closed. */
  ids: [string, string] | undefined;
  onClose: () => void;
  onMerged: () => void;
}

export function MergePanel({ ids, onClose, onMerged }: MergePanelProps) {
  const { t } = useTranslation('card');
  const preview = useQuery({
    ...useOrpc().merge.preview.queryOptions({ input: { ids: ids ?? ['', ''] } }),
    enabled: ids !== undefined,
    retry: false,
  });
  return (
    <Drawer title={t('merge.title')} open={ids !== undefined} onClose={onClose} size={760} destroyOnHidden>
      {preview.isPending && <ListSkeleton rows={6} />}
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isSuccess && (
        <MergeForm key={ids?.join(' ')} preview={preview.data} onCancel={onClose} onMerged={onMerged} />
      )}
    </Drawer>
  );
}

interface MergeFormProps {
  preview: MergePreview;
  onCancel: () => void;
  onMerged: () => void;
}

function MergeForm({ preview, onCancel, onMerged }: MergeFormProps) {
  const { t } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [keepId, setKeepId] = useState(preview.proposedKeepId);
  const [choices, setChoices] = useState<Choices>({});
  const [saving, setSaving] = useState(false);
  const [moved, setMoved] = useState(0);
  const onMoved = useCallback(({ done }: { done: number }) => setMoved(done), []);
  useLiveEvent('merge', onMoved);
  const { sides, refusal } = preview;
  const way = preview.ways.find((each) => each.keepId === keepId)!;
  const kept = sides.find(({ id }) => id === keepId)!;
  const other = sides.find(({ id }) => id !== keepId)!;
  const isRefused = refusal !== null;
  const isMoving = saving && moved > 0;

  const merge = async () => {
    if (saving || isRefused) return;
    setSaving(true);
    try {
      await api.merge.run({ keepId, otherId: other.id, choices });
      undoToast(t('merge.done', { name: kept.name }), () => api.merge.undo({ customerId: other.id }));
      onMerged();
    } catch (error) {
      setSaving(false);
      fail(error);
    }
  };
  useShortcut(
    t('merge.title'),
    { 'mod+Enter': { label: t('merge.run'), run: () => void merge(), whileTyping: true } },
    { modal: true },
  );
  const doubles = way.doubles.map(({ entity, count }) =>
    t('merge.doubleOf', { count, what: t(`field:entity.${entity}`) }),
  );
  return (
    <div className={style.form}>
      <p className={style.intro}>{t('merge.intro')}</p>
      {isRefused && (
        <Alert
          type="warning"
          title={t('merge.otherBook', { a: sides[0].bookName, b: sides[1].bookName })}
          className={style.refusal}
        />
      )}
      <MergeTable
        sides={sides}
        way={way}
        choices={choices}
        disabled={saving}
        onKeep={(id) => {
          setKeepId(id);
          setChoices({});
        }}
        onChoose={(part, choice) => setChoices((now) => ({ ...now, [part]: choice }))}
      />
      <ul className={style.notes}>
        {doubles.length > 0 && <li>{t('merge.doubles', { list: doubles.join(t('merge.and')) })}</li>}
        {way.droppedTags.length > 0 && (
          <li>{t('merge.droppedTags', { list: way.droppedTags.join(t('merge.and')) })}</li>
        )}
        <li>{t('merge.former', { name: other.name })}</li>
        <li>{t('merge.undoable')}</li>
      </ul>
      <div className={style.foot}>
        <Button
          type="primary"
          className={style.run}
          disabled={isRefused}
          loading={saving}
          onClick={() => void merge()}
        >
          {isMoving ? (
            <span aria-live="off">{t('merge.running', { percent: percentOf(moved, other) })}</span>
          ) : (
            t('merge.run')
          )}{' '}
          {!isMoving && <KeyHint keys="mod+Enter" />}
        </Button>
        <Button disabled={saving} onClick={onCancel}>
          {t('merge.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** Of what hangs on the card that gives way; the last of it is there when the step is done. */
function percentOf(moved: number, { counts }: MergePreview['sides'][number]): number {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Math.min(99, Math.floor((moved / Math.max(1, all)) * 100));
}
