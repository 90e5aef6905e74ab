/** Moves under way and those just finished, so that nobody wonders where the customers are. */
import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BookSplit } from '#shared/protocol/admin.ts';
import { RelativeTime, useNow } from '../../components/time-text.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import style from './admin.module.css';

const pollMs = 1_000;
const recentMs = 10 * 60_000;

export function SplitJobs() {
  const { t } = useTranslation('admin');
  const orpc = useOrpc();
  const nowMs = useNow();
  const splits = useQuery(
    orpc.admin.splits.queryOptions({
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.splits.some(isRunning) ? pollMs : 30_000),
    }),
  );
  const shown = (splits.data?.splits ?? []).filter(
    (split) => isRunning(split) || nowMs - Date.parse(split.doneAt ?? split.startedAt) < recentMs,
  );
  if (shown.length === 0) return null;
  return (
    <ul className={style.jobs} aria-label={t('split.jobs')} aria-live="polite">
      {shown.map((split) => (
        <li key={split.id}>
          <span>
            {t('split.job', { from: split.fromBookName, to: split.toBookName })}{' '}
            <span className={style.faint}>
              <RelativeTime at={split.doneAt ?? split.startedAt} />
              {split.skipped > 0 && ` · ${t('split.skipped', { count: split.skipped })}`}
            </span>
          </span>
          <Progress
            size="small"
            percent={Math.floor((100 * (split.moved + split.skipped)) / split.total)}
            status={isRunning(split) ? 'active' : 'success'}
            format={() => `${split.moved} / ${split.total}`}
          />
        </li>
      ))}
    </ul>
  );
}

function isRunning({ status }: BookSplit): boolean {
  return status === 'running';
}
