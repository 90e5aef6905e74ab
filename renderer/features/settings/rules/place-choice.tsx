/** Whose numbers: the company's, a team's, or one person's. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrpc } from '../../../platform/api-context.tsx';

interface PlaceChoiceProps {
  /** `company`, or `team` or `person` with an id behind a colon. */
  value: string;
  onChange: (value: string) => void;
}

export function PlaceChoice({ value, onChange }: PlaceChoiceProps) {
  const { t } = useTranslation('rules');
  const orpc = useOrpc();
  const { data } = useQuery(orpc.setting.places.queryOptions());
  const group = (name: 'team' | 'person', rows: readonly { id: string; name: string }[]) => ({
    label: t(name === 'team' ? 'teams' : 'people'),
    options: rows.map((row) => ({ value: `${name}:${row.id}`, label: row.name })),
  });
  return (
    <label className="rules-whose">
      <span>{t('whose')}</span>
      <Select<string>
        aria-label={t('whose')}
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        onChange={onChange}
        options={[
          { value: 'company', label: t('company') },
          ...(data?.teams.length ? [group('team', data.teams)] : []),
          group('person', data?.people ?? []),
        ]}
      />
    </label>
  );
}
