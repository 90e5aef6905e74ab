/** Why items were skipped, most frequent reason first. */
import { useTranslation } from 'react-i18next';
import { QuietTag } from '../../components/quiet-tag.tsx';
import type { ParetoBar } from './review-figure.ts';
import style from './review.module.css';

export function SkipPareto({ bars }: { bars: ParetoBar[] }) {
  const { t } = useTranslation('review');
  const longest = bars[0]?.count ?? 1;
  return (
    <section className={style.box} aria-label={t('skip.title')}>
      <h2>{t('skip.title')}</h2>
      <p>{bars.length > 0 ? t('skip.help') : t('skip.none')}</p>
      <ul className={style.pareto}>
        {bars.map(({ reason, count, isExcused, cumulative }) => (
          <li key={reason}>
            <span className={style.paretoName}>
              {t(`skip.${reason}`)}
              {isExcused && <QuietTag>{t('skip.excused')}</QuietTag>}
            </span>
            <span className={style.paretoTrack} aria-hidden="true">
              <span data-excused={isExcused || undefined} style={{ width: `${(count / longest) * 100}%` }} />
            </span>
            <span className={style.paretoCount}>{count}</span>
            <span className={style.paretoShare}>{t('skip.cumulative', { percent: cumulative })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
