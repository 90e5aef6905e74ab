/** Birthdays and other days of theirs, the next one first, each in both calendars. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { KeyDateForm } from './key-date-form.tsx';
import { KeyDateRow } from './key-date-row.tsx';
import { Section } from './section.tsx';
import style from './contact-point.module.css';

export function KeyDates({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('care');
  const api = useApi();
  const undoToast = useUndoToast();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('keyDate.title')}
      action={!readOnly && !adding && <AddButton label={t('keyDate.add')} onClick={() => setAdding(true)} />}
    >
      <ul className={style.list}>
        {card.keyDates.map((date) => (
          <KeyDateRow key={date.id ?? 'profile'} date={date} readOnly={readOnly} />
        ))}
      </ul>
      {card.keyDates.length === 0 && !adding && <p className={style.none}>{t('keyDate.none')}</p>}
      {adding && (
        <KeyDateForm
          onCancel={() => setAdding(false)}
          onSave={async (date) => {
            const { id } = await api.keyDate.create({ customerId: card.id, date });
            setAdding(false);
            undoToast(t('keyDate.added'), () => api.keyDate.delete({ id }));
          }}
        />
      )}
    </Section>
  );
}
