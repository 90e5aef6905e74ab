/** Moves chosen customers of one book to another one: who, to whom, and why. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminPerson } from '#shared/protocol/admin.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { errorCodeOf } from '../../components/error-text.ts';
import { ImeTextArea } from '../../components/ime-input.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import { useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { splitTargets, type BookLine } from './book-line.ts';
import { SplitCustomers } from './split-customers.tsx';
import { useAdminRefresh } from './use-admin.ts';
import style from './admin.module.css';

interface SplitPanelProps {
  book: BookLine;
  people: AdminPerson[];
  onClose: () => void;
}

export function SplitPanel({ book, people, onClose }: SplitPanelProps) {
  const { t } = useTranslation('admin');
  const orpc = useOrpc();
  const errorText = useErrorText();
  const refresh = useAdminRefresh();
  const say = useUndoToast();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [toBookId, setToBookId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const customers = useQuery(
    orpc.admin.bookCustomers.queryOptions({ input: { bookId: book.id }, staleTime: 0, gcTime: 0 }),
  );
  const split = useMutation(orpc.admin.split.mutationOptions());
  const isStale = errorCodeOf(split.error).detail === 'STALE';
  const targets = splitTargets(people, book.id);
  const missing = {
    chosen: chosen.size === 0,
    to: toBookId === null,
    reason: reason.trim() === '',
  };

  const submit = async () => {
    setWasTried(true);
    if (missing.chosen || missing.reason || toBookId === null || split.isPending) return;
    try {
      await split.mutateAsync({
        fromBookId: book.id,
        fromPersonId: book.owner?.id ?? null,
        toBookId,
        customerIds: [...chosen],
        reason: reason.trim(),
      });
    } catch {
      return;
    } finally {
      void refresh();
    }
    say(t('split.started', { count: chosen.size }));
    onClose();
  };

  return (
    <Drawer
      open
      size={600}
      onClose={onClose}
      title={t('split.title', { name: book.name })}
      footer={
        <div className={style.panelFooter}>
          <Button onClick={onClose}>{t('transfer.cancel')}</Button>
          <Button type="primary" loading={split.isPending} onClick={() => void submit()}>
            {t('split.submit', { count: chosen.size })}
          </Button>
        </div>
      }
    >
      {customers.error && !customers.data && (
        <ErrorState error={customers.error} onRetry={() => void customers.refetch()} />
      )}
      {!customers.error && !customers.data && <ListSkeleton rows={8} height={36} />}
      {customers.data && (
        <div className={style.panel}>
          <p className={style.lead}>{t('split.intro')}</p>
          {split.error && (
            <Alert type="error" showIcon role="alert" title={isStale ? t('stale') : errorText(split.error)} />
          )}
          <section>
            <h2>{t('split.who')}</h2>
            <SplitCustomers customers={customers.data.customers} chosen={chosen} onChange={setChosen} />
            {wasTried && missing.chosen && <Missing text={t('split.whoRequired')} />}
          </section>
          <section>
            <h2 id="split-to">{t('transfer.to')}</h2>
            <Select
              aria-labelledby="split-to"
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('transfer.toRequired')}
              value={toBookId}
              onChange={setToBookId}
              options={targets.map(({ bookId, label, customers: load }) => ({
                value: bookId,
                label: t('split.target', { name: label, count: load.toLocaleString() }),
              }))}
              notFoundContent={t('transfer.noCandidates')}
            />
            {wasTried && missing.to && <Missing text={t('transfer.toRequired')} />}
          </section>
          <section>
            <h2 id="split-reason">{t('transfer.reason')}</h2>
            <ImeTextArea
              aria-labelledby="split-reason"
              rows={2}
              maxLength={500}
              value={reason}
              placeholder={t('split.reasonPlaceholder')}
              onChange={({ target }) => setReason(target.value)}
              onSubmit={() => void submit()}
            />
            {wasTried && missing.reason && <Missing text={t('transfer.reasonRequired')} />}
          </section>
        </div>
      )}
    </Drawer>
  );
}

function Missing({ text }: { text: string }) {
  return (
    <p className={style.missing} role="alert">
      {text}
    </p>
  );
}
