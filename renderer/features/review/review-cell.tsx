/** The figures of one line of the table, each with what it is made of. */
import { useTranslation } from 'react-i18next';
import { skipReasons } from '#shared/domain/entity/user.ts';
import { Figure } from '../../components/figure.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import type { ReviewDay } from '#shared/protocol/review.ts';
import { hasPlan, type DayTotals } from './review-figure.ts';
import style from './review.module.css';

export function DoneRateCell({ totals }: { totals: DayTotals }) {
  const { t } = useTranslation('review');
  const { doneRate, done, late, planned, excused } = totals;
  if (doneRate === null) return <Figure value="–" explain={t('figure.doneRateNone')} />;
  const rate = `${doneRate}%`;
  return (
    <span className={style.rate}>
      <span className={style.rateTrack} aria-hidden="true">
        <span style={{ width: `${Math.min(100, doneRate)}%` }} />
      </span>
      <Figure
        value={rate}
        explain={
          <>
            <div>{t('figure.doneRate')}</div>
            <div>{t('figure.doneRateValue', { done, late, planned, excused, rate })}</div>
          </>
        }
      />
    </span>
  );
}

export function QualityCell({ totals }: { totals: DayTotals }) {
  const { t } = useTranslation('review');
  const { quality, scored, qualitySum } = totals;
  if (quality === null) return <Figure value="–" explain={t('figure.qualityNone')} />;
  return (
    <Figure
      value={quality}
      explain={
        <>
          <div>{t('figure.quality')}</div>
          <div>{t('figure.qualityValue', { sum: qualitySum, scored, quality })}</div>
        </>
      }
    />
  );
}

export function SkipCell({ totals }: { totals: DayTotals }) {
  const { t } = useTranslation('review');
  if (totals.skipped === 0) return <CountCell count={0} />;
  const found = skipReasons.flatMap((reason) => {
    const count = totals.skipReasons[reason];
    return count ? [{ reason, count }] : [];
  });
  return (
    <Figure
      value={totals.skipped.toLocaleString()}
      explain={found.map(({ reason, count }) => (
        <div key={reason}>{t('skip.line', { reason: t(`skip.${reason}`), count })}</div>
      ))}
    />
  );
}

export function CountCell({ count }: { count: number }) {
  return <span className={count === 0 ? style.zero : undefined}>{count.toLocaleString()}</span>;
}

export function DayStateTag({ day }: { day: ReviewDay }) {
  const { t } = useTranslation('review');
  if (!hasPlan(day)) return <span className={style.faint}>{t('day.noPlan')}</span>;
  if (day.notOpened)
    return (
      <Figure
        value={<QuietTag tone="amber">{t('day.notOpened')}</QuietTag>}
        explain={t('day.notOpenedHelp')}
      />
    );
  if (day.closed) return <QuietTag tone="accent">{t('day.closed')}</QuietTag>;
  return <QuietTag>{t(day.started ? 'day.started' : 'day.notStarted')}</QuietTag>;
}
