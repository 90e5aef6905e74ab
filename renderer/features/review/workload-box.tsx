/** Reps whose day holds less than it should: what went beyond it is named here and never dropped (rules.md R2, R7.1). */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReviewBook } from '#shared/protocol/review.ts';
import { useRuleNumber } from '../../app/rules-in-force.ts';
import { Figure } from '../../components/figure.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { dayWord } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';
import type { RepFigures } from './review-figure.ts';
import style from './review.module.css';
import type { OpenedDay } from './use-review-place.ts';
import { workloadLines } from './workload.ts';

interface WorkloadBoxProps {
  reps: readonly RepFigures[];
  books: readonly ReviewBook[];
  onOpen: (day: OpenedDay) => void;
}

export function WorkloadBox({ reps, books, onOpen }: WorkloadBoxProps) {
  const { t, i18n } = useTranslation('review');
  const nowMs = useNow();
  const lines = workloadLines(reps, books, useRuleNumber('execution.noTimeShare'));
  if (lines.length === 0) return null;
  return (
    <section className={style.box} aria-label={t('workload.title')}>
      <h2>{t('workload.title')}</h2>
      <p>{t('workload.help')}</p>
      <ul className={style.workload}>
        {lines.map(({ personId, name, overload, noTimeShare, book }) => (
          <li key={personId}>
            <PersonAvatar name={name} size={28} />
            <span className={style.whoName}>{name}</span>
            <span className={style.workloadWords}>
              {overload && (
                <span>
                  {t('workload.overload', {
                    on: dayWord(overload.on, i18n.language, nowMs),
                    planned: Math.round(overload.planned),
                    available: Math.round(overload.available),
                    over: Math.max(1, Math.round(overload.over)),
                  })}
                  {overload.days > 1 && ` ${t('workload.days', { count: overload.days })}`}
                </span>
              )}
              {book && (
                <Figure
                  value={t('workload.book', {
                    customers: book.customers,
                    needed: Math.round(book.needed),
                    available: book.available,
                  })}
                  explain={t('workload.bookExplain', { fits: book.fits ?? 0 })}
                />
              )}
              {noTimeShare !== null && (
                <span>{t('workload.noTime', { percent: Math.round(noTimeShare * 100) })}</span>
              )}
            </span>
            {overload && (
              <Button
                type="link"
                size="small"
                aria-label={t('workload.openOf', { name })}
                onClick={() => onOpen({ personId, on: overload.on })}
              >
                {t('workload.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
