import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { showsLines } from './rate-option.ts';
import type { RepFigures } from './review-figure.ts';
import style from './review.module.css';

const RateChart = lazy(async () => ({ default: (await import('./rate-chart.tsx')).RateChart }));

interface RateBoxProps {
  reps: RepFigures[];
  today: string;
  isOneDay: boolean;
}

export function RateBox({ reps, today, isOneDay }: RateBoxProps) {
  const { t } = useTranslation('review');
  const hasRates = reps.some(({ totals }) => totals.doneRate !== null);
  const lines = showsLines(reps, today);
  const help = lines ? 'chart.help' : isOneDay ? 'chart.helpDay' : 'chart.helpBars';
  return (
    <section className={style.box} aria-label={t(lines ? 'chart.titleDays' : 'chart.title')}>
      <h2>{t(lines ? 'chart.titleDays' : 'chart.title')}</h2>
      <p>{t(hasRates ? help : 'chart.none')}</p>
      {hasRates && (
        <Suspense fallback={<div className={style.chartLoading}>{t('chart.loading')}</div>}>
          <RateChart reps={reps} today={today} />
        </Suspense>
      )}
    </section>
  );
}
