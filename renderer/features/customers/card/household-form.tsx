import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDelayed } from '../../../app/use-delayed.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useOrpc } from '../../../platform/api-context.tsx';
import { FormEnd } from './form-end.tsx';
import { formKeys } from './form-keys.ts';
import contact from './contact-point.module.css';
import style from './care.module.css';

interface HouseholdFormProps {
  customerId: string;
  onSave: (otherId: string, relation: string) => Promise<void>;
  onCancel: () => void;
}

const typingPauseMs = 120;
const mostFound = 8;

export function HouseholdForm({ customerId, onSave, onCancel }: HouseholdFormProps) {
  const { t } = useTranslation(['care', 'customers']);
  const errorText = useErrorText();
  const [otherId, setOtherId] = useState<string>();
  const [relation, setRelation] = useState('');
  const [typed, setTyped] = useState('');
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const search = useDelayed(typed.trim(), typingPauseMs);
  const found = useQuery({
    ...useOrpc().customer.list.queryOptions({
      input: { filter: { search }, sort: { by: 'lastTouchAt', direction: 'desc' } },
    }),
    enabled: search !== '',
    placeholderData: (former) => former,
  });
  const lines = search === '' ? [] : (found.data?.lines ?? []);
  const options = lines
    .filter(({ id }) => id !== customerId)
    .slice(0, mostFound)
    .map(({ id, name, addressAs, city }) => ({
      value: id,
      label: [name, addressAs, city].filter((text) => text !== '').join(' · '),
    }));

  const save = async () => {
    if (otherId === undefined) return setProblem(t('household.whoMissing'));
    setSaving(true);
    try {
      await onSave(otherId, relation.trim());
    } catch (error) {
      setProblem(errorText(error));
      setSaving(false);
    }
  };
  const onKeyDown = formKeys({ onCancel });
  return (
    <div className={contact.form} role="presentation" onKeyDown={onKeyDown}>
      <Select
        size="small"
        autoFocus
        showSearch={{ filterOption: false, onSearch: setTyped }}
        aria-label={t('household.who')}
        placeholder={t('household.whoPlaceholder')}
        value={otherId}
        options={options}
        notFoundContent={search === '' || found.isFetching ? null : t('household.nobody')}
        status={problem === undefined ? undefined : 'error'}
        onChange={(id: string) => {
          setOtherId(id);
          setProblem(undefined);
        }}
      />
      <ImeInput
        size="small"
        aria-label={t('household.relation')}
        placeholder={t('household.relationPlaceholder')}
        value={relation}
        maxLength={50}
        onChange={(event) => setRelation(event.target.value)}
        onEnter={() => void save()}
      />
      <p className={style.hint}>{t('household.hint')}</p>
      <FormEnd problem={problem} saving={saving} onSave={() => void save()} onCancel={onCancel} />
    </div>
  );
}
