/** Answers ÷ touches by channel, class, part of the day and text (D14). */
import { useTranslation } from 'react-i18next';
import type { WeekReport } from '#shared/contract/plan.ts';
import { hourBands } from '#shared/domain/week-report.ts';
import style from './week.module.css';

/** Below so many touches a rate says nothing (journeys.md: n = 30 before any arrow). */
const fewTouches = 30;
const sides = ['kind', 'touchClass', 'hour', 'text'] as const;

export function ReachBox({ reach }: { reach: WeekReport['reach'] }) {
  const { t } = useTranslation('week');
  const nameOf = (side: (typeof sides)[number], key: string): string => {
    if (side === 'text') return key;
    if (side !== 'hour') return t(`${side}.${key}`);
    const from = Number(key);
    const to = hourBands.find((hour) => hour > from) ?? hourBands[0];
    return `${from}:00 – ${to}:00`;
  };
  return (
    <section className={`${style.box} ${style.full}`} aria-label={t('reach.title')}>
      <h2>{t('reach.title')}</h2>
      <p>{t('reach.help', { few: fewTouches })}</p>
      {reach.kind.length === 0 ? (
        <p className={style.none}>{t('reach.none')}</p>
      ) : (
        <div className={style.sides}>
          {sides
            .filter((side) => reach[side].length > 0)
            .map((side) => (
              <table key={side} className={style.table}>
                <thead>
                  <tr>
                    <th scope="col">{t(`reach.${side}`)}</th>
                    <th scope="col" className={style.number}>
                      {t('reach.touches')}
                    </th>
                    <th scope="col" className={style.number}>
                      {t('reach.replies')}
                    </th>
                    <th scope="col" className={style.number}>
                      {t('reach.rate')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {reach[side].map(({ key, touches, replies }) => (
                    <tr key={key}>
                      <th scope="row">{nameOf(side, key)}</th>
                      <td className={style.number}>{touches}</td>
                      <td className={style.number}>{replies}</td>
                      <td
                        className={style.number}
                        data-few={touches < fewTouches || undefined}
                        title={touches < fewTouches ? t('reach.few', { few: fewTouches }) : undefined}
                      >
                        {t('reach.value', { percent: Math.round((replies / touches) * 100) })}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ))}
        </div>
      )}
    </section>
  );
}
