/** Small gifts thought of for a customer, what has been given, and what the budget still allows (rules.md R4). */
import { EditOutlined, GiftOutlined, UndoOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import type { SurpriseView } from '#shared/contract/surprise.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { DateText } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { RowMarks } from './card-mark.tsx';
import { yuan } from './money.ts';
import { Section } from './section.tsx';
import { SurpriseForm } from './surprise-form.tsx';
import { SurpriseProposals } from './surprise-proposals.tsx';
import known from './known.module.css';
import list from './promise-list.module.css';
import style from './surprise-list.module.css';

export function SurpriseList({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t, i18n } = useTranslation('customers');
  const api = useApi();
  const orpc = useOrpc();
  const say = useUndoToast();
  const fail = useFailToast();
  const query = useQuery(orpc.surprise.list.queryOptions({ input: { customerId: card.id } }));
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<string>();
  const shown = query.data?.surprises.filter(({ status }) => status !== 'dropped') ?? [];
  const budget = query.data?.budget;
  if (readOnly && shown.length === 0) return null;

  const setStatus = async ({ id, status: former }: SurpriseView, status: SurpriseView['status']) => {
    try {
      await api.surprise.setStatus({ id, status });
      say(t(`surprise.said.${status}`), () => api.surprise.setStatus({ id, status: former }));
    } catch (error) {
      fail(error);
    }
  };
  const change = async ({ id, body, priceFen }: SurpriseView, wanted: { body: string; priceFen: number }) => {
    await api.surprise.patch({ id, ...wanted });
    say(t('surprise.changed'), () => api.surprise.patch({ id, body, priceFen }));
  };
  return (
    <Section
      title={t('surprise.title')}
      action={
        readOnly || adding ? undefined : (
          <Button type="text" size="small" icon={<GiftOutlined />} onClick={() => setAdding(true)}>
            {t('surprise.add')}
          </Button>
        )
      }
    >
      {adding && (
        <SurpriseForm
          onClose={() => setAdding(false)}
          onSave={async (surprise) => {
            const { id } = await api.surprise.create({ customerId: card.id, ...surprise });
            say(t('surprise.saved'), () => api.surprise.delete({ id }));
          }}
        />
      )}
      {adding && query.data && (
        <SurpriseProposals customerId={card.id} {...query.data} onSaved={() => setAdding(false)} />
      )}
      {shown.length > 0 && (
        <ul className={list.list}>
          {shown.map((one) =>
            editing === one.id ? (
              <li key={one.id} className={list.row}>
                <SurpriseForm
                  initial={one}
                  isPriceFixed={one.status === 'given'}
                  onClose={() => setEditing(undefined)}
                  onSave={(surprise) => change(one, surprise)}
                />
              </li>
            ) : (
              <li key={one.id} className={list.row}>
                <div className={list.words}>
                  <div className={list.body}>{one.body}</div>
                  <div className={list.due}>
                    {yuan(one.priceFen, i18n.language)}
                    {one.givenAt && (
                      <>
                        {` · ${t('surprise.given')} `}
                        <DateText on={dateOf(one.givenAt)} words />
                      </>
                    )}
                    <RowMarks id={one.id} pending={one.pending} />
                  </div>
                </div>
                {!readOnly && one.status === 'idea' && (
                  <>
                    <Button size="small" onClick={() => void setStatus(one, 'given')}>
                      {t('surprise.give')}
                    </Button>
                    <Button size="small" type="text" onClick={() => void setStatus(one, 'dropped')}>
                      {t('surprise.drop')}
                    </Button>
                  </>
                )}
                {!readOnly && one.status === 'given' && (
                  <Button
                    size="small"
                    type="text"
                    icon={<UndoOutlined />}
                    aria-label={t('surprise.takeBack', { body: one.body })}
                    title={t('surprise.takeBackShort')}
                    onClick={() => void setStatus(one, 'idea')}
                  />
                )}
                {!readOnly && (
                  <Button
                    size="small"
                    type="text"
                    icon={<EditOutlined />}
                    aria-label={t('surprise.change', { body: one.body })}
                    title={t('surprise.changeShort')}
                    onClick={() => setEditing(one.id)}
                  />
                )}
              </li>
            ),
          )}
        </ul>
      )}
      {!adding && shown.length === 0 && <p className={known.none}>{t('surprise.none')}</p>}
      {budget && (adding || shown.length > 0) && (
        <p className={style.budget}>
          {t('surprise.budget', {
            month: yuan(budget.monthLeftFen, i18n.language),
            ofMonth: yuan(budget.monthFen, i18n.language),
            year: yuan(budget.yearLeftFen, i18n.language),
            ofYear: yuan(budget.yearFen, i18n.language),
          })}
          {budget.nextOn && (
            <>
              {' '}
              {t('surprise.next')} <DateText on={budget.nextOn} />
            </>
          )}
        </p>
      )}
    </Section>
  );
}
