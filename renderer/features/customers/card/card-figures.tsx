/** The figures of the relationship, each explaining itself. */
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { Figure } from '../../../components/figure.tsx';
import { RelativeTime, useNow } from '../../../components/time-text.tsx';
import { careRatio } from './care-ratio.ts';
import { FieldMarks } from './card-mark.tsx';
import { NextDayPanel } from './next-day-panel.tsx';
import style from './customer-card.module.css';

export function CardFigures({ card }: { card: CustomerCard }) {
  const { t } = useTranslation('customers');
  const today = dateOf(useNow());
  const ratio = careRatio(card.touchMix);
  const due = card.nextTouchOn !== null && card.nextTouchOn <= today;
  return (
    <>
      <div>
        <dt>{t('figure.care')}</dt>
        <dd data-low={ratio.low || undefined}>
          <Figure
            value={`${ratio.care} : ${ratio.promo}`}
            explain={
              <>
                {t('figure.careExplain', { ...card.touchMix })}
                {ratio.perPromo !== null && ` ${t('figure.carePerPromo', { perPromo: ratio.perPromo })}`}
              </>
            }
          />
        </dd>
      </div>
      <div>
        <dt>{t('figure.last')}</dt>
        <dd>{card.lastTouchAt ? <RelativeTime at={card.lastTouchAt} /> : t('list.neverTouched')}</dd>
      </div>
      <div>
        <dt>{t('figure.next')}</dt>
        <dd className={style.next} data-part="next" data-due={due || undefined}>
          <NextDayPanel card={card} />
          <FieldMarks fields={['nextOn', 'nextReason']} />
        </dd>
      </div>
    </>
  );
}
