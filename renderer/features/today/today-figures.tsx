import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';
import { Figure } from '../../components/figure.tsx';
import { timeText } from '../../components/time-format.ts';
import { useRelativeText } from '../../components/time-text.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { BlockRateFigure } from './block-rate-figure.tsx';

/** The day in one sentence; every number explains itself. */
export function TodayFigures({ plan }: { plan: PlanView }) {
  const { t, i18n } = useTranslation('today');
  const orpc = useOrpc();
  const relative = useRelativeText();
  const sync = useQuery(orpc.sync.state.queryOptions());
  const { figures } = plan;
  const listed = plan.items.filter(({ displacedAt, status }) => !displacedAt || status === 'done');
  // Names to look through and batched likes are no customer cards (rules.md R7.5).
  const cards = listed.filter(({ kind }) => kind !== 'PATROL' && kind !== 'LIKE');
  const customers = new Set(cards.map((item) => item.customerId)).size;
  const looks = listed.filter(({ kind }) => kind === 'PATROL');
  const looked = looks.filter(({ status }) => status === 'done').length;
  const patrolCards = Math.ceil(looks.length / plan.patrolNames);
  const done = listed.filter((item) => item.status === 'done').length;
  const settled = listed.filter((item) => item.status === 'skipped').length;
  const total = listed.length;
  const percent = (share: number): number => Math.round(share * 100);
  const planned = Math.round(plan.plannedMinutes);
  const asOf = sync.data?.lastSyncedAt;
  return (
    <span className="today-figures">
      <Figure
        value={t('figure.customers', { count: customers })}
        explain={t('figure.customersExplain', { count: total, time: timeText(plan.builtAt, i18n.language) })}
      />
      <Figure
        value={t('figure.minutes', { planned, available: plan.availableMinutes })}
        explain={t('figure.minutesExplain', { planned, available: plan.availableMinutes })}
      />
      {figures.careShare !== null && (
        <span className="today-care" data-low={figures.isCareLow || undefined}>
          <Figure
            value={t('figure.care', { share: percent(figures.careShare) })}
            explain={t(figures.isCareLow ? 'figure.careLowExplain' : 'figure.careExplain')}
          />
        </span>
      )}
      {figures.promoShare !== null && (
        <Figure
          value={t('figure.promo', { share: percent(figures.promoShare) })}
          explain={t('figure.promoExplain')}
        />
      )}
      {looks.length > 0 && (
        <Figure
          value={t('figure.patrol', { looked, total: looks.length })}
          explain={t('figure.patrolExplain', { looked, total: looks.length, count: patrolCards })}
        />
      )}
      <Figure
        value={t('figure.done', { done, total })}
        explain={t('figure.doneExplain', { done, skipped: settled, open: total - done - settled })}
      />
      <BlockRateFigure />
      <span className="today-as-of">
        {asOf ? t('figure.asOf', { when: relative(asOf) }) : t('figure.asOfNever')}
      </span>
    </span>
  );
}
