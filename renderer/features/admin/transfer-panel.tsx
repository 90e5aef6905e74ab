/** Hands a book to a successor: what is in it, what may still be on the old owner's devices, to whom, and why. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookPreview } from '#shared/protocol/admin.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { errorCodeOf } from '../../components/error-text.ts';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import { useOrpc } from '../../platform/api-context.tsx';
import { TransferContents } from './transfer-contents.tsx';
import { TransferDone } from './transfer-done.tsx';
import { TransferForm, transferFormId } from './transfer-form.tsx';
import { useAdminRefresh } from './use-admin.ts';
import style from './admin.module.css';

interface TransferPanelProps {
  bookId: string;
  /** People who have left. */
  leftIds: ReadonlySet<string>;
  onClose: () => void;
}

export function TransferPanel({ bookId, leftIds, onClose }: TransferPanelProps) {
  const { t } = useTranslation('admin');
  const orpc = useOrpc();
  const errorText = useErrorText();
  const refresh = useAdminRefresh();
  const [problem, setProblem] = useState<unknown>(null);
  const [done, setDone] = useState<{ preview: BookPreview; toName: string; at: string } | null>(null);
  const preview = useQuery(
    orpc.admin.previewBook.queryOptions({
      input: { bookId },
      staleTime: 0,
      gcTime: 0,
      enabled: done === null,
    }),
  );
  const reassign = useMutation(orpc.admin.reassign.mutationOptions());
  const isStale = errorCodeOf(problem).detail === 'STALE';
  const { data, error } = preview;

  const submit = async (shown: BookPreview, to: { id: string; name: string }, reason: string) => {
    setProblem(null);
    try {
      const { reassignedAt } = await reassign.mutateAsync({
        bookId,
        fromPersonId: shown.owner?.id ?? null,
        toPersonId: to.id,
        reason,
      });
      setDone({ preview: shown, toName: to.name, at: reassignedAt });
      void refresh();
    } catch (refusal) {
      setProblem(refusal);
    }
  };
  const again = () => {
    setProblem(null);
    void refresh();
  };

  return (
    <Drawer
      open
      size={600}
      onClose={onClose}
      title={t('transfer.title', { name: data?.bookName ?? '' })}
      footer={
        data &&
        !done && (
          <div className={style.panelFooter}>
            <Button onClick={onClose}>{t('transfer.cancel')}</Button>
            <Button
              type="primary"
              htmlType="submit"
              form={transferFormId}
              loading={reassign.isPending}
              disabled={data.candidates.length === 0}
            >
              {t('transfer.submit')}
            </Button>
          </div>
        )
      }
    >
      {!data && !error && <ListSkeleton rows={4} height={56} />}
      {!data && error && <ErrorState error={error} onRetry={() => void preview.refetch()} />}
      {data && !done && (
        <div className={style.panel}>
          <TransferContents preview={data} hasOwnerLeft={leftIds.has(data.owner?.id ?? '')} />
          {problem !== null && (
            <Alert
              type="error"
              showIcon
              role="alert"
              title={isStale ? t('stale') : errorText(problem)}
              action={isStale && <Button onClick={again}>{t('transfer.refresh')}</Button>}
            />
          )}
          <TransferForm
            key={data.owner?.id ?? 'nobody'}
            preview={data}
            isWorking={reassign.isPending}
            onSubmit={(to, reason) => void submit(data, to, reason)}
          />
        </div>
      )}
      {done && (
        <TransferDone
          name={done.toName}
          customers={done.preview.counts.customers}
          at={done.at}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}
