/** Why items were skipped, most frequent reason first; or which steps, by which rep (practices.md G04). */
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QuietTag } from '../../components/quiet-tag.tsx';
import type { ParetoBar } from './review-figure.ts';
import { SkipStepList } from './skip-step-list.tsx';
import type { StepBar } from './skip-step.ts';
import style from './review.module.css';

interface SkipParetoProps {
  bars: ParetoBar[];
  steps: StepBar[];
  nameOf: (personId: string) => string;
}

export function SkipPareto({ bars, steps, nameOf }: SkipParetoProps) {
  const { t, i18n } = useTranslation('review');
  const [by, setBy] = useState<'byReason' | 'byStep'>('byReason');
  const longest = bars[0]?.count ?? 1;
  // A lesson is not to be found only by who looks for it.
  const lessons = steps.filter(({ lesson }) => lesson);
  const isByStep = by === 'byStep' && steps.length > 0;
  return (
    <section className={style.box} aria-label={t('skip.title')}>
      <div className={style.boxHead}>
        <h2>{t('skip.title')}</h2>
        {steps.length > 0 && (
          <Segmented
            size="small"
            aria-label={t('skip.by')}
            value={by}
            onChange={setBy}
            options={(['byReason', 'byStep'] as const).map((value) => ({ value, label: t(`skip.${value}`) }))}
          />
        )}
      </div>
      <p>{bars.length === 0 ? t('skip.none') : t(isByStep ? 'skip.helpStep' : 'skip.help')}</p>
      {isByStep && <SkipStepList bars={steps} nameOf={nameOf} />}
      {!isByStep && (
        <ul className={style.pareto}>
          {bars.map(({ reason, count, isExcused, cumulative }) => (
            <li key={reason}>
              <span className={style.paretoName}>
                {t(`skip.${reason}`)}
                {isExcused && <QuietTag>{t('skip.excused')}</QuietTag>}
              </span>
              <span className={style.paretoTrack} aria-hidden="true">
                <span
                  data-excused={isExcused || undefined}
                  style={{ width: `${(count / longest) * 100}%` }}
                />
              </span>
              <span className={style.paretoCount}>{count}</span>
              <span className={style.paretoShare}>{t('skip.cumulative', { percent: cumulative })}</span>
              {reason === 'dont_know_how' &&
                lessons.map(({ key, step, kind, lesson }) => (
                  <small key={key} className={style.paretoWhy} data-lesson title={t('skip.lessonHelp')}>
                    {step?.title ? t('skip.step', step) : (step?.sop ?? t(`itemKind.${kind}`))}
                    {': '}
                    {t('skip.lesson', {
                      count: lesson!.count,
                      names: new Intl.ListFormat(i18n.language, { style: 'narrow' }).format(
                        lesson!.people.map(nameOf),
                      ),
                    })}
                  </small>
                ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
