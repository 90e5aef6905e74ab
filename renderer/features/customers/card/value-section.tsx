/** What they bought and what it is worth (C06, C11). */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { Figure } from '../../../components/figure.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { yuan } from './money.ts';
import { OrderForm } from './order-form.tsx';
import { OrderList } from './order-list.tsx';
import { Section } from './section.tsx';
import profile from './profile-fields.module.css';
import style from './known.module.css';

interface ValueSectionProps {
  customerId: string;
  value: CardInsight['value'];
  readOnly: boolean;
}

export function ValueSection({ customerId, value, readOnly }: ValueSectionProps) {
  const { t, i18n } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const today = dateOf(useNow());
  const [adding, setAdding] = useState(false);
  const { orders, paidFen, marginFen, withMargin, firstOn, latest, points } = value;
  const money = (fen: number) => yuan(fen, i18n.language);
  const add = !readOnly && !adding && (
    <span data-part="order">
      <AddButton label={t('order.add')} onClick={() => setAdding(true)} />
    </span>
  );
  const form = adding && (
    <OrderForm
      isNew
      initial={{ product: '', quantity: 1, paidFen: 0, marginFen: 0, orderedOn: today }}
      onCancel={() => setAdding(false)}
      onSave={async (order) => {
        const { id } = await api.order.create({ customerId, order });
        setAdding(false);
        undoToast(t('order.added', { product: order.product }), () => api.order.delete({ id }));
      }}
    />
  );
  const pointsRow = points !== null && (
    <div>
      <dt>{t('value.points')}</dt>
      <dd>
        <Figure value={points.toLocaleString()} explain={t('value.pointsExplain')} />
      </dd>
    </div>
  );
  if (orders === 0) {
    return (
      <Section title={t('value.title')} action={add}>
        {form}
        {!adding && <p className={style.none}>{t('value.none')}</p>}
        {points !== null && <dl className={profile.fields}>{pointsRow}</dl>}
      </Section>
    );
  }
  return (
    <Section title={t('value.title')} action={add}>
      {form}
      <dl className={profile.fields}>
        <div>
          <dt>{t('value.ltv')}</dt>
          <dd>
            <Figure
              value={withMargin === 0 ? '–' : money(marginFen)}
              explain={t(withMargin === 0 ? 'value.ltvUnknown' : 'value.ltvExplain', {
                count: withMargin,
                orders,
                margin: money(marginFen),
              })}
            />
          </dd>
        </div>
        <div>
          <dt>{t('value.paid')}</dt>
          <dd>
            <Figure
              value={money(paidFen)}
              explain={t('value.paidExplain', { orders, average: money(Math.round(paidFen / orders)) })}
            />
          </dd>
        </div>
        {pointsRow}
        {firstOn !== null && (
          <div>
            <dt>{t('value.firstOn')}</dt>
            <dd>{firstOn}</dd>
          </div>
        )}
      </dl>
      <OrderList orders={latest} readOnly={readOnly} />
    </Section>
  );
}
