/** What a relationship is worth at first sight: how often they bought and for how long we know each other (D16). */
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { Figure } from '../../../components/figure.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { yuan } from './money.ts';
import { wholeMonths } from './relationship-month.ts';
import style from './customer-card.module.css';

export function Headline({ card }: { card: CustomerCard }) {
  const { t, i18n } = useTranslation('customers');
  const today = dateOf(useNow());
  const { count, paidFen, lastOn } = card.purchases;
  return (
    <div className={style.headline}>
      <Figure
        value={t('card:headline.purchases', { count })}
        explain={t(count > 0 ? 'figure.purchasesExplain' : 'figure.purchasesNone', {
          count,
          paid: yuan(paidFen, i18n.language),
          on: lastOn ?? '',
        })}
      />
      <Figure
        value={t('card:headline.months', { count: wholeMonths(card.addedOn, today) })}
        explain={t('figure.monthsExplain', { on: card.addedOn, today })}
      />
    </div>
  );
}
