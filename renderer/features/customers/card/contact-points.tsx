import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useApi } from '../../../platform/api-context.tsx';
import { AddButton } from './add-button.tsx';
import { ContactPointForm } from './contact-point-form.tsx';
import { ContactPointRow } from './contact-point-row.tsx';
import { Section } from './section.tsx';
import style from './contact-point.module.css';

export function ContactPoints({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('contact.title')}
      action={!readOnly && !adding && <AddButton label={t('contact.add')} onClick={() => setAdding(true)} />}
    >
      <ul className={style.list}>
        {card.contactPoints.map((point) => (
          <ContactPointRow key={point.id} point={point} readOnly={readOnly} />
        ))}
      </ul>
      {card.contactPoints.length === 0 && !adding && <p className={style.none}>{t('contact.none')}</p>}
      {adding && (
        <ContactPointForm
          initial={{ kind: 'phone', value: '', label: '' }}
          onCancel={() => setAdding(false)}
          onSave={async (point) => {
            await api.customer.addContactPoint({ customerId: card.id, ...point });
            setAdding(false);
          }}
        />
      )}
    </Section>
  );
}
