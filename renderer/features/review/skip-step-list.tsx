/** Which steps were skipped, the most frequent first: why, by whom, and where somebody should show how it is done. */
import { useTranslation } from 'react-i18next';
import style from './review.module.css';
import type { StepBar } from './skip-step.ts';

/** What comes after these was skipped too seldom to say anything; a lesson that is due is always named. */
const shownBars = 8;

export function SkipStepList({
  bars,
  nameOf,
}: {
  bars: readonly StepBar[];
  nameOf: (personId: string) => string;
}) {
  const { t, i18n } = useTranslation('review');
  const longest = bars[0]?.count ?? 1;
  const shown = bars.filter(({ lesson }, place) => place < shownBars || lesson);
  const list = (words: string[]) => new Intl.ListFormat(i18n.language, { style: 'narrow' }).format(words);
  return (
    <>
      <ul className={style.pareto}>
        {shown.map(({ key, kind, step, count, cumulative, reasons, people, lesson }) => (
          <li key={key}>
            <span className={style.paretoName}>
              {step?.title ? t('skip.step', step) : (step?.sop ?? t(`itemKind.${kind}`))}
            </span>
            <span className={style.paretoTrack} aria-hidden="true">
              <span style={{ width: `${(count / longest) * 100}%` }} />
            </span>
            <span className={style.paretoCount}>{count}</span>
            <span className={style.paretoShare}>{t('skip.cumulative', { percent: cumulative })}</span>
            {lesson && (
              <small className={style.paretoWhy} data-lesson title={t('skip.lessonHelp')}>
                {t('skip.lesson', { count: lesson.count, names: list(lesson.people.map(nameOf)) })}
              </small>
            )}
            <small className={style.paretoWhy}>
              {reasons
                .map((one) => t('skip.line', { reason: t(`skip.${one.reason}`), count: one.count }))
                .join(' · ')}
              <br />
              {people.map((one) => `${nameOf(one.personId)} ${one.count}`).join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {shown.length < bars.length && <p>{t('skip.more', { count: bars.length - shown.length })}</p>}
    </>
  );
}
