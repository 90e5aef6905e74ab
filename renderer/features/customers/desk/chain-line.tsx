import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#shared/contract/timeline.ts';
import { RelativeTime } from '../../../components/time-text.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import style from './desk.module.css';

type Chain = Extract<TimelineEntry, { type: 'moment' }>['chain'];

/** Post → comment → chat → answer: of this post, and how far posts have led in the last weeks. */
export function ChainLine({ chain }: { chain: Chain }) {
  const { t } = useTranslation('customers');
  const orpc = useOrpc();
  const figures = useQuery(orpc.moment.chainFigures.queryOptions());
  const steps = [
    { name: 'seen', isDone: true, at: null },
    { name: 'commented', isDone: chain.commentedAt !== null, at: chain.commentedAt },
    { name: 'talked', isDone: chain.talkedAt !== null, at: chain.talkedAt },
    { name: 'replied', isDone: chain.replied, at: null },
  ] as const;
  return (
    <div className={style.chain}>
      <span>
        {steps.map(({ name, isDone, at }, index) => (
          <Fragment key={name}>
            {index > 0 && ' → '}
            <span data-done={isDone || undefined}>
              {t(`desk.chain.${name}`)}
              {at && (
                <>
                  {' '}
                  <RelativeTime at={at} />
                </>
              )}
            </span>
          </Fragment>
        ))}
      </span>
      {figures.data && <span title={t('desk.figuresExplain')}>{t('desk.figures', figures.data)}</span>}
    </div>
  );
}
