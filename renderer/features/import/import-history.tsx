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

export function ImportHistory() {
  const { t } = useTranslation('import');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  const runs = useQuery(orpc.import.runs.queryOptions());
  const undo = useMutation(
    orpc.import.undo.mutationOptions({
      onSuccess: (result) => {
        say(t('undo.done', { ...result }) + (result.kept > 0 ? ` ${t('undo.keptHelp')}` : ''));
        void queryClient.invalidateQueries({ queryKey: orpc.import.runs.key() });
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
            render: (_, run) => t('history.summary', shownCounts(run.counts)),
          },
          {
            title: t('history.undo'),
            key: 'undo',
            width: 140,
            align: 'right',
            render: (_, run) =>
              run.undoneAt ? (
                <span className={style.faint}>{t('history.undone')}</span>
              ) : (
                <Popconfirm
                  title={t('history.undoAsk', { name: run.fileName })}
                  description={t('undo.explain')}
                  okText={t('history.undo')}
                  cancelText={t('undo.cancel')}
                  onConfirm={() => undo.mutateAsync({ id: run.id }).catch(() => {})}
                >
                  <Button
                    size="small"
                    type="text"
                    loading={undo.isPending && undo.variables.id === run.id}
                    aria-label={t('history.undoRun', { name: run.fileName })}
                  >
                    {t('history.undo')}
                  </Button>
                </Popconfirm>
              ),
          },
        ]}
      />
    </section>
  );
}
