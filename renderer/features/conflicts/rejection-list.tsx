import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { z } from 'zod';
import { useTranslation } from 'react-i18next';
import type { rejection } from '#shared/contract/sync.ts';
import { errorKey } from '../../components/error-text.ts';
import { RelativeTime } from '../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { useShell } from '../../platform/shell.ts';

type Rejection = z.infer<typeof rejection>;

/** What the server did not accept, with the text that was entered, so that it can be copied and is not lost. */
export function RejectionList({ rejections }: { rejections: readonly Rejection[] }) {
  const { t } = useTranslation(['conflicts', 'common']);
  const orpc = useOrpc();
  const shell = useShell();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  const dismiss = useMutation(
    orpc.sync.dismissRejection.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.sync.key() }),
      onError: fail,
    }),
  );
  return (
    <ul className="conflict-list">
      {rejections.map((entry) => (
        <li key={entry.mutationId} className="conflict-row">
          <div className="conflict-head">
            <strong>{t([`mutation.${entry.name.split('.')[0]}`, 'mutation.other'])}</strong>
            <span className="conflict-field">
              {t([
                `rejectedOf.${entry.name}.${entry.code}`,
                `rejected.${entry.code}`,
                `common:${errorKey({ code: 'REFUSED', detail: entry.code })}`,
              ])}
            </span>
            <span className="conflict-who">
              <RelativeTime at={entry.at} />
            </span>
          </div>
          {entry.text && <blockquote>{entry.text}</blockquote>}
          <div className="conflict-actions">
            {entry.text && (
              <Button
                onClick={() => {
                  shell.copyText(entry.text).then(() => say(t('common:state.copied')), fail);
                }}
              >
                {t('copyText')}
              </Button>
            )}
            <Button
              disabled={dismiss.isPending}
              onClick={() => dismiss.mutate({ mutationId: entry.mutationId })}
            >
              {t('seen')}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
