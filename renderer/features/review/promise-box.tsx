/** How each rep's promises were kept (D15), the least reliable first. */
import { useTranslation } from 'react-i18next';
import type { ReviewPromises } from '#shared/protocol/review.ts';
import { Figure } from '../../components/figure.tsx';
import style from './review.module.css';

const outcomes = ['early', 'kept', 'late', 'overdue'] as const;

export function PromiseBox({ promises }: { promises: readonly ReviewPromises[] }) {
  const { t } = useTranslation('review');
  const shown = promises.toSorted((a, b) => (a.rate ?? 0) - (b.rate ?? 0) || a.name.localeCompare(b.name));
  return (
    <section className={style.box} aria-label={t('promise.title')}>
      <h2>{t('promise.title')}</h2>
      <p>{t(shown.length > 0 ? 'promise.help' : 'promise.none')}</p>
      {shown.length > 0 && (
        <table className={style.promises}>
          <thead>
            <tr>
              <th scope="col">{t('table.rep')}</th>
              {outcomes.map((outcome) => (
                <th key={outcome} scope="col">
                  {t(`promise.${outcome}`)}
                </th>
              ))}
              <th scope="col">{t('promise.rate')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <tr key={each.personId}>
                <th scope="row">{each.name}</th>
                {outcomes.map((outcome) => (
                  <td
                    key={outcome}
                    data-bad={
                      (each[outcome] > 0 && (outcome === 'late' || outcome === 'overdue')) || undefined
                    }
                  >
                    {each[outcome]}
                  </td>
                ))}
                <td>
                  <Figure
                    value={t('promise.percent', { percent: Math.round((each.rate ?? 0) * 100) })}
                    explain={t('promise.explain', {
                      kept: each.early + each.kept,
                      all: each.early + each.kept + each.late + each.overdue,
                    })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
