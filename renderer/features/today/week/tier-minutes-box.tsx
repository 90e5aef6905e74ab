/** Minutes planned and spent per tier, and the share of tier A beside its goal (C02). */
import { useTranslation } from 'react-i18next';
import type { WeekReport } from '#shared/contract/plan.ts';
import { Figure } from '../../../components/figure.tsx';
import { TierChip } from '../../../components/tier-chip.tsx';
import style from './week.module.css';

const percent = (share: number) => Math.round(share * 100);

export function TierMinutesBox({ report }: { report: WeekReport }) {
  const { t } = useTranslation('week');
  const { tiers, goalOfA, plannedShareOfA, spentShareOfA } = report;
  const longest = Math.max(1, ...tiers.flatMap(({ planned, spent }) => [planned, spent]));
  return (
    <section className={style.box} aria-label={t('minutes.title')}>
      <h2>{t('minutes.title')}</h2>
      <p>{t('minutes.help', { goal: percent(goalOfA) })}</p>
      {plannedShareOfA === null ? (
        <p className={style.none}>{t('minutes.none')}</p>
      ) : (
        <>
          <table className={style.table}>
            <thead>
              <tr>
                <th scope="col">{t('minutes.tier')}</th>
                <th scope="col" className={style.number}>
                  {t('minutes.planned')}
                </th>
                <th scope="col" className={style.number}>
                  {t('minutes.spent')}
                </th>
                <th aria-hidden />
              </tr>
            </thead>
            <tbody>
              {tiers.map(({ tier, planned, spent }) => (
                <tr key={tier}>
                  <th scope="row">
                    <TierChip tier={tier} />
                  </th>
                  <td className={style.number}>{t('minutes.value', { count: Math.round(planned) })}</td>
                  <td className={style.number}>{t('minutes.value', { count: Math.round(spent) })}</td>
                  <td className={style.bars} aria-hidden>
                    <span data-of="planned" style={{ width: `${(planned / longest) * 100}%` }} />
                    <span data-of="spent" style={{ width: `${(spent / longest) * 100}%` }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={style.sum}>
            <Figure
              value={t('minutes.plannedShare', { share: percent(plannedShareOfA) })}
              explain={t('minutes.shareExplain', { goal: percent(goalOfA) })}
            />
            {spentShareOfA !== null && (
              <Figure
                value={t('minutes.spentShare', { share: percent(spentShareOfA) })}
                explain={t('minutes.shareExplain', { goal: percent(goalOfA) })}
              />
            )}
          </p>
        </>
      )}
    </section>
  );
}
