/** What is agreed with the customer, and what came of it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { AppointmentForm } from './appointment-form.tsx';
import { AppointmentRow } from './appointment-row.tsx';
import { Section } from './section.tsx';
import known from './known.module.css';
import list from './promise-list.module.css';

/** Of those that are over, so many stay in view. */
const shownPast = 2;

export function Appointments({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('care');
  const api = useApi();
  const undoToast = useUndoToast();
  const [adding, setAdding] = useState(false);
  const planned = card.appointments.filter(({ status }) => status === 'planned');
  const past = card.appointments.filter(({ status }) => status !== 'planned').slice(0, shownPast);
  const shown = [...planned, ...past];
  if (readOnly && shown.length === 0) return null;
  return (
    <Section
      title={t('appointment.title')}
      action={
        !readOnly &&
        !adding && (
          <span data-part="appointment">
            <AddButton label={t('appointment.add')} onClick={() => setAdding(true)} />
          </span>
        )
      }
    >
      {adding && (
        <AppointmentForm
          onCancel={() => setAdding(false)}
          onSave={async (appointment) => {
            const { id } = await api.appointment.create({ customerId: card.id, appointment });
            setAdding(false);
            undoToast(t('appointment.added'), () => api.appointment.delete({ id }));
          }}
        />
      )}
      {shown.length === 0 && !adding && <p className={known.none}>{t('appointment.none')}</p>}
      {shown.length > 0 && (
        <ul className={list.list}>
          {shown.map((appointment) => (
            <AppointmentRow key={appointment.id} appointment={appointment} readOnly={readOnly} />
          ))}
        </ul>
      )}
    </Section>
  );
}
