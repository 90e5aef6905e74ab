/** A saved view that something is for: one of the person's own, kept as the question it is now (practice C03). */
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { segmentOfFilter, type Audience } from '#shared/domain/segment/audience.ts';
import { useSegmentText } from '../components/segment-text.ts';
import { useOrpc } from '../platform/api-context.tsx';
import style from './audience-field.module.css';

interface AudienceFieldProps {
  label: string;
  value: Audience | null;
  onChange: (value: Audience | null) => void;
}

export function AudienceField({ label, value, onChange }: AudienceFieldProps) {
  const { t } = useTranslation('list');
  const textOf = useSegmentText();
  const views = useQuery(useOrpc().listView.list.queryOptions());
  const own = (views.data ?? []).flatMap(({ name, filter }): Audience[] => {
    const segment = segmentOfFilter(filter);
    return segment ? [{ name, segment }] : [];
  });
  const now = own.find(({ name }) => name === value?.name);
  const isOlder = value && now && textOf(now.segment) !== textOf(value.segment);
  // A view of somebody else, or one that is gone, stays chosen.
  const offered = value && !now ? [value, ...own] : own;
  return (
    <>
      <label>
        {label}
        <Select
          allowClear
          showSearch
          value={value?.name ?? null}
          placeholder={t('audience.every')}
          notFoundContent={t('audience.none')}
          options={offered.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name: string | null) => onChange(offered.find((each) => each.name === name) ?? null)}
        />
      </label>
      {value && (
        <p className={style.help}>
          {textOf(value.segment)}
          {' — '}
          {isOlder ? (
            <>
              {t('audience.newer', { name: value.name })}
              <Button type="link" size="small" onClick={() => onChange(now)}>
                {t('audience.take')}
              </Button>
            </>
          ) : (
            t('audience.help')
          )}
        </p>
      )}
    </>
  );
}
