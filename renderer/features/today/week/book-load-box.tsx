/** Whether the book fits into the working days (rules.md R2). */
import { useTranslation } from 'react-i18next';
import type { WeekReport } from '#shared/contract/plan.ts';
import { isBookTooFull } from '#shared/domain/plan/book-load.ts';
import { Figure } from '../../../components/figure.tsx';
import style from './week.module.css';

export function BookLoadBox({ load }: { load: WeekReport['bookLoad'] }) {
  const { t } = useTranslation('week');
  const { needed, available, customers, fits } = load;
  return (
    <section className={style.box} aria-label={t('book.title')}>
      <h2>{t('book.title')}</h2>
      <p>{t('book.help')}</p>
      {fits === null ? (
        <p className={style.none}>{t('book.none')}</p>
      ) : (
        <p className={style.sum}>
          <Figure
            value={t('book.needed', { needed: Math.round(needed), available })}
            explain={t('book.neededExplain')}
          />
          <Figure
            value={t('book.fits', { customers, fits })}
            explain={t('book.fitsExplain', { customers, needed: Math.round(needed), available })}
          />
          {isBookTooFull(load) && <span className={style.tooFull}>{t('book.full')}</span>}
        </p>
      )}
    </section>
  );
}
