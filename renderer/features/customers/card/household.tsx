/** Who lives together: members are offered things together (R3, R4), so an offer to one counts for all. */
import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { RowMarks } from './card-mark.tsx';
import { HouseholdForm } from './household-form.tsx';
import { Section } from './section.tsx';
import contact from './contact-point.module.css';
import style from './care.module.css';

export function Household({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('care');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [adding, setAdding] = useState(false);

  const remove = async (id: string, name: string) => {
    try {
      await api.household.remove({ ids: [id] });
      undoToast(t('household.removed', { name }), () => api.household.restore({ ids: [id] }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Section
      title={t('household.title')}
      action={
        !readOnly && !adding && <AddButton label={t('household.add')} onClick={() => setAdding(true)} />
      }
    >
      <ul className={contact.list}>
        {card.household.map(({ id, customerId, name, relation, pending }) => (
          <li key={id} className={`${contact.row} ${style.row}`}>
            <div className={style.words}>
              <Link className={style.link} to={`/customers/${customerId}`}>
                {name}
              </Link>
              {relation !== '' && <span className={style.quiet}>{relation}</span>}
              <RowMarks id={id} pending={pending} />
            </div>
            {!readOnly && (
              <span className={style.actions}>
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('household.remove', { name })}
                  title={t('household.remove', { name })}
                  onClick={() => void remove(id, name)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {card.household.length === 0 && !adding && <p className={contact.none}>{t('household.none')}</p>}
      {adding && (
        <HouseholdForm
          customerId={card.id}
          onCancel={() => setAdding(false)}
          onSave={async (otherId, relation) => {
            const { ids } = await api.household.link({ customerId: card.id, otherId, relation });
            setAdding(false);
            if (ids.length > 0) undoToast(t('household.added'), () => api.household.remove({ ids }));
          }}
        />
      )}
    </Section>
  );
}
