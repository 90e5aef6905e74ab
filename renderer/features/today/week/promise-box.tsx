/** How the promises of the week were kept (D15). */
import { useTranslation } from 'react-i18next';
import type { WeekReport } from '#shared/contract/plan.ts';
import { Figure } from '../../../components/figure.tsx';
import style from './week.module.css';

const outcomes = ['early', 'kept', 'late', 'overdue'] as const;

export function PromiseBox({ promises }: { promises: WeekReport['promises'] }) {
  const { t } = useTranslation('week');
  const { rate } = promises;
  const kept = promises.early + promises.kept;
  const all = kept + promises.late + promises.overdue;
  return (
    <section className={style.box} aria-label={t('promise.title')}>
      <h2>{t('promise.title')}</h2>
      <p>{t('promise.help')}</p>
      {rate === null ? (
        <p className={style.none}>{t('promise.none')}</p>
      ) : (
        <>
          <dl className={style.counts}>
            {outcomes.map((outcome) => (
              <div key={outcome}>
                <dt>{t(`promise.${outcome}`)}</dt>
                <dd
                  data-bad={
                    (promises[outcome] > 0 && (outcome === 'late' || outcome === 'overdue')) || undefined
                  }
                >
                  {promises[outcome]}
                </dd>
              </div>
            ))}
          </dl>
          <p className={style.sum}>
            <Figure
              value={t('promise.rate', { percent: Math.round(rate * 100) })}
              explain={t('promise.rateExplain', { kept, all })}
            />
          </p>
        </>
      )}
    </section>
  );
}
