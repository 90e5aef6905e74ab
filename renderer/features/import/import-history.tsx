/** Past imports, each of which can be taken back as one step. */
import { Button, Popconfirm, Table } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportRun } from '#shared/contract/import.ts';
import { RelativeTime } from '../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import style from './import.module.css';

const shownCounts = (counts: ImportRun['counts']) =>
  Object.fromEntries(Object.entries(counts).map(([outcome, count]) => [outcome, count.toLocaleString()]));

/** What can become of a run: one under way is stopped, one stopped half-way taken back or kept. */
function RunAction(props: {
  run: ImportRun;
  undoing: boolean;
  onUndo: () => Promise<unknown>;
  onKeep: () => void;
  onStop: () => void;
}) {
  const { run, undoing, onUndo, onKeep, onStop } = props;
  const { t } = useTranslation('import');
  if (run.state === 'undone') return <span className={style.faint}>{t('history.undone')}</span>;
  if (run.state === 'running') {
    return (
      <Button
        size="small"
        type="text"
        onClick={onStop}
        aria-label={t('history.stopRun', { name: run.fileName })}
      >
        {t('history.stop')}
      </Button>
    );
  }
  const word = { undoing: 'history.goOn', stopped: 'history.takeBack', done: 'history.undo' }[run.state];
  return (
    <>
      {run.state === 'stopped' && (
        <Button
          size="small"
          type="text"
          disabled={undoing}
          onClick={onKeep}
          aria-label={t('history.keepRun', { name: run.fileName })}
        >
          {t('history.keep')}
        </Button>
      )}
      <Popconfirm
        title={t('history.undoAsk', { name: run.fileName })}
        description={t('undo.explain')}
        okText={t(word)}
        okButtonProps={{ autoFocus: true }}
        destroyOnHidden
        cancelText={t('undo.cancel')}
        onConfirm={onUndo}
      >
        <Button
          size="small"
          type="text"
          loading={undoing}
          aria-label={t('history.undoRun', { name: run.fileName })}
        >
          {t(word)}
        </Button>
      </Popconfirm>
    </>
  );
}

export function ImportHistory() {
  const { t } = useTranslation('import');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  const runs = useQuery({
    ...orpc.import.runs.queryOptions(),
    // One that goes on, perhaps begun before this page was opened.
    refetchInterval: ({ state }) => (state.data?.some((run) => run.state === 'running') ? 1_000 : false),
  });
  const readAgain = () => queryClient.invalidateQueries({ queryKey: orpc.import.runs.key() });
  const keep = useMutation(orpc.import.keep.mutationOptions({ onSuccess: readAgain, onError: fail }));
  const stop = useMutation(orpc.import.stop.mutationOptions({ onSuccess: readAgain, onError: fail }));
  const undo = useMutation(
    orpc.import.undo.mutationOptions({
      onSuccess: (result) => {
        say(t('undo.done', { ...result }) + (result.kept > 0 ? ` ${t('undo.keptHelp')}` : ''));
        void readAgain();
      },
      onError: fail,
    }),
  );
  const list = runs.data ?? [];
  return (
    <section className={style.part} aria-label={t('history.title')}>
      <h2>{t('history.title')}</h2>
      <Table<ImportRun>
        size="small"
        rowKey="id"
        loading={runs.isPending}
        dataSource={list}
        pagination={{ pageSize: 8, showSizeChanger: false, hideOnSinglePage: true }}
        locale={{ emptyText: t('history.empty') }}
        columns={[
          { title: t('history.file'), dataIndex: 'fileName', ellipsis: true },
          { title: t('history.at'), width: 140, render: (_, run) => <RelativeTime at={run.at} /> },
          {
            title: t('history.counts'),
            className: style.number ?? '',
            render: (_, run) => (
              <>
                {run.state !== 'done' && run.state !== 'undone' && (
                  <div className={style.unfinished}>
                    {t(`history.${run.state}`, {
                      done: run.written.toLocaleString(),
                      total: run.total.toLocaleString(),
                    })}
                  </div>
                )}
                {t('history.summary', shownCounts(run.counts))}
              </>
            ),
          },
          {
            title: t('history.undo'),
            key: 'undo',
            width: 180,
            align: 'right',
            render: (_, run) => (
              <RunAction
                run={run}
                undoing={undo.isPending && undo.variables.id === run.id}
                onUndo={() => undo.mutateAsync({ id: run.id }).catch(() => {})}
                onKeep={() => keep.mutate({ id: run.id })}
                onStop={() => stop.mutate({ importId: run.id })}
              />
            ),
          },
        ]}
      />
    </section>
  );
}
