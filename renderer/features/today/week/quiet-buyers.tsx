/** Past buyers nobody was in touch with for a long time (D21). */
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WeekReport } from '#shared/contract/plan.ts';
import { DateText, RelativeTime } from '../../../components/time-text.tsx';
import style from './week.module.css';

export function QuietBuyers({ buyers, days }: { buyers: WeekReport['quietBuyers']; days: number }) {
  const { t } = useTranslation('week');
  const left = buyers.all - buyers.first.length;
  return (
    <section className={`${style.box} ${style.full}`} aria-label={t('quiet.title')}>
      <h2>
        {t('quiet.title')} {buyers.all > 0 && <span className={style.count}>{buyers.all}</span>}
      </h2>
      <p>{t('quiet.help', { count: days })}</p>
      {buyers.all === 0 ? (
        <p className={style.none}>{t('quiet.none')}</p>
      ) : (
        <ul className={style.buyers}>
          {buyers.first.map(({ customerId, name, orders, lastOrderOn, lastTouchAt }) => (
            <li key={customerId}>
              <Link to={`/customers/${customerId}`}>{name}</Link>
              <span>{t('quiet.orders', { count: orders })}</span>
              <span>
                {t('quiet.lastOrder')} <DateText on={lastOrderOn} />
              </span>
              <span>
                {t('quiet.lastTouch')}{' '}
                {lastTouchAt === null ? t('quiet.never') : <RelativeTime at={lastTouchAt} />}
              </span>
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <p className={style.none}>{t('quiet.more', { count: left })}</p>}
    </section>
  );
}
