/** The list as a file: format, what is left today, and one button. The server agrees first (rules.md R17). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popover, Segmented } from 'antd';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats, type ExportFormat } from '#shared/protocol/export.ts';
import { errorCodeOf } from '../../../components/error-text.ts';
import { PopoverBody } from '../../../components/popover-body.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { saveFile } from '../../../platform/save-file.ts';
import { useCustomerList } from '../../../stores/customer-list.ts';
import { useEscape } from '../use-escape.ts';
import style from './export-button.module.css';

interface ExportButtonProps {
  ids: readonly string[];
  /** The ids were picked one by one; else they are the list as it is narrowed. */
  picked?: boolean;
}

export const ExportButton = memo(function ExportButton({ ids, picked = false }: ExportButtonProps) {
  const { t } = useTranslation('export');
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <PopoverBody>
          <ExportPanel ids={ids} picked={picked} onDone={() => setOpen(false)} />
        </PopoverBody>
      }
    >
      <Button size="small" type={picked ? 'default' : 'text'} disabled={ids.length === 0}>
        {t('button')}
      </Button>
    </Popover>
  );
});

function ExportPanel({ ids, picked, onDone }: Required<ExportButtonProps> & { onDone: () => void }) {
  const { t, i18n } = useTranslation('export');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const errorText = useErrorText();
  const filter = useCustomerList((state) => state.filter);
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const allowance = useQuery(orpc.export.allowance.queryOptions({ staleTime: 0, retry: false }));
  const run = useMutation(
    orpc.export.run.mutationOptions({
      onSuccess: ({ fileName, bytes, rows }) => {
        saveFile(fileName, bytes);
        say(t('done', { rows, name: fileName }));
        onDone();
      },
      onSettled: () => void queryClient.invalidateQueries({ queryKey: orpc.export.allowance.key() }),
    }),
  );

  const wordsOf = (error: unknown): string => {
    const { code, detail } = errorCodeOf(error);
    if (code === 'OFFLINE') return t('offline');
    return detail === 'EXPORT_LIMIT' ? t('limit') : errorText(error);
  };
  const count = ids.length;
  const left = allowance.data?.rowsLeft ?? null;
  const isTooMany = allowance.isSuccess && left !== null && count > left;
  const problem = run.error ?? allowance.error;
  return (
    <section className={style.panel} aria-label={t('button')}>
      <h2>{t(picked ? 'titlePicked' : 'title', { count })}</h2>
      <Segmented<ExportFormat>
        block
        aria-label={t('format')}
        value={format}
        options={exportFormats.map((value) => ({ value, label: t(`formatName.${value}`) }))}
        onChange={setFormat}
      />
      <p aria-live="polite" data-warn={isTooMany || undefined}>
        {allowance.isPending && t('asking')}
        {allowance.isSuccess && left === null && t('noLimit')}
        {allowance.isSuccess && left !== null && t('left', { left, perDay: allowance.data.perDay })}
        {isTooMany && ` ${t(picked ? 'tooManyPicked' : 'tooMany', { count })}`}
      </p>
      {problem !== null && (
        <p role="alert" className={style.problem}>
          {wordsOf(problem)}
        </p>
      )}
      <p className={style.mark}>{t('mark')}</p>
      <footer>
        {allowance.isError ? (
          <Button loading={allowance.isFetching} onClick={() => void allowance.refetch()}>
            {t('retry')}
          </Button>
        ) : (
          <Button
            type="primary"
            loading={run.isPending}
            disabled={!allowance.isSuccess || isTooMany}
            onClick={() =>
              run.mutate({
                format,
                customerIds: [...ids],
                filter,
                picked,
                language: i18n.language === 'en' ? 'en' : 'zh-CN',
              })
            }
          >
            {t('run', { count })}
          </Button>
        )}
      </footer>
    </section>
  );
}
