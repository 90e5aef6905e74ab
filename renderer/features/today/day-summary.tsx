import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DayResult, PlanView } from '#shared/contract/plan.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { skipReasons } from '#shared/domain/entity/user.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Figure } from '../../components/figure.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { DateText } from '../../components/time-text.tsx';
import { useOrpc } from '../../platform/api-context.tsx';

/** What came of the day (rules.md R11): counts, the figures with their formula, and the next day at work. */
export function DaySummary({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const orpc = useOrpc();
  const query = useQuery(orpc.plan.result.queryOptions());
  const reasons = skipReasons
    .map((reason) => ({ reason, items: plan.items.filter((item) => item.skipReason === reason).length }))
    .filter((entry) => entry.items > 0);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.isSuccess) return <ListSkeleton rows={4} height={40} />;
  const result = query.data;
  const { next } = result;
  const isTomorrow = next.on === addDays(plan.planOn, 1);
  return (
    <>
      <DayFigures result={result} />
      <dl className="day-summary">
        <div>
          <dt>
            {t('summary.done')}
            {result.late > 0 && <small>{t('summary.late', { count: result.late })}</small>}
          </dt>
          <dd>{result.done}</dd>
        </div>
        <div>
          <dt>
            {t('summary.skipped')}
            {reasons.length > 0 && (
              <small>
                {reasons.map((entry) => `${t(`skip.${entry.reason}`)} ${entry.items}`).join(' · ')}
              </small>
            )}
          </dt>
          <dd>{result.skipped}</dd>
        </div>
        <div>
          <dt>
            {t('summary.open')}
            {result.moved > 0 && <small>{t('summary.moved', { count: result.moved })}</small>}
          </dt>
          <dd>{result.open}</dd>
        </div>
        {result.displaced > 0 && (
          <div>
            <dt>
              {t('summary.displaced')}
              <small>{t('summary.displacedExplain')}</small>
            </dt>
            <dd>{result.displaced}</dd>
          </div>
        )}
        {result.takenOff > 0 && (
          <div>
            <dt>
              {t('summary.takenOff')}
              <small>{t('summary.takenOffExplain')}</small>
            </dt>
            <dd>{result.takenOff}</dd>
          </div>
        )}
        <div>
          <dt>
            {t(isTomorrow ? 'summary.tomorrow' : 'summary.nextWorkday')}
            <small>
              <DateText on={next.on} />
            </small>
          </dt>
          <dd>
            {next.available === 0
              ? t('summary.nextFull')
              : t('summary.nextPlan', {
                  count: next.customers,
                  minutes: Math.round(next.minutes),
                  available: next.available,
                })}
          </dd>
        </div>
      </dl>
    </>
  );
}

/** A part without anything to measure is “–”, never 0. */
function DayFigures({ result }: { result: DayResult }) {
  const { t } = useTranslation('today');
  const percent = (share: number | null, times = 100): string =>
    share === null ? '–' : `${Math.round(share * times)}%`;
  const figures = [
    { name: 'doneRate', value: percent(result.doneRate, 1) },
    { name: 'quality', value: result.quality === null ? '–' : String(Math.round(result.quality)) },
    { name: 'fidelity', value: percent(result.fidelity) },
    { name: 'steadiness', value: percent(result.steadiness) },
    { name: 'index', value: result.index === null ? '–' : result.index.toFixed(1) },
  ] as const;
  return (
    <div className="day-figures">
      {figures.map(({ name, value }) => (
        <Figure
          key={name}
          shape="block"
          value={value}
          label={t(`result.${name}`)}
          explain={t(`result.${name}Explain`, {
            planned: result.planned,
            excused: result.excused,
            scored: result.scored,
            steps: result.steps,
            days: result.days,
          })}
        />
      ))}
    </div>
  );
}
