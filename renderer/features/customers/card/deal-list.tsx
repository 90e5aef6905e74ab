/** Open deals (商机) of a customer and what they are worth to the tier (rules.md R1); won and lost ones below. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import type { DealFields } from '#shared/contract/deal.ts';
import { Figure } from '../../../components/figure.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { DealForm } from './deal-form.tsx';
import { DealRow } from './deal-row.tsx';
import { yuan } from './money.ts';
import { Section } from './section.tsx';
import style from './known.module.css';

interface DealListProps {
  card: CustomerCard;
  deals: CardInsight['deals'];
  readOnly: boolean;
}

export function DealList({ card, deals, readOnly }: DealListProps) {
  const { t, i18n } = useTranslation('deal');
  const api = useApi();
  const undoToast = useUndoToast();
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState(false);
  const { open, closed, expectedFen, marginShare } = deals;
  // What the triage heard they want is what the first deal is about.
  const product = open.length + closed.length === 0 ? card.intentProduct : '';
  const add = async (deal: DealFields) => {
    const { id } = await api.deal.create({ customerId: card.id, deal });
    setAdding(false);
    undoToast(t('added', { product: deal.product }), () => api.deal.delete({ id }));
  };
  return (
    <Section
      title={t('title')}
      action={
        !readOnly &&
        !adding && (
          <span data-part="deal">
            <AddButton label={t('add')} onClick={() => setAdding(true)} />
          </span>
        )
      }
    >
      {adding && (
        <DealForm
          isNew
          marginShare={marginShare}
          initial={{ product, amountFen: 0, marginFen: null, stage: 'interested', expectedOn: null }}
          onCancel={() => setAdding(false)}
          onSave={add}
        />
      )}
      <ul className={style.list}>
        {[...open, ...(all ? closed : [])].map((deal) => (
          <DealRow key={deal.id} deal={deal} marginShare={marginShare} readOnly={readOnly} />
        ))}
      </ul>
      {open.length > 0 && (
        <p className={style.none}>
          {t('expected')}{' '}
          <Figure
            value={yuan(expectedFen, i18n.language)}
            explain={t('expectedExplain', { share: Math.round(marginShare * 100) })}
          />
        </p>
      )}
      {closed.length > 0 && !all && (
        <Button size="small" type="link" className={style.more} onClick={() => setAll(true)}>
          {t('more', { count: closed.length })}
        </Button>
      )}
      {open.length + closed.length === 0 && !adding && <p className={style.none}>{t('none')}</p>}
    </Section>
  );
}
