/** The saved view an offer is for: one of the person's own, kept as the question it is now (practice C03). */
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { segmentOfFilter, type Audience } from '#shared/domain/segment/audience.ts';
import { useSegmentText } from '../../components/segment-text.ts';
import { useOrpc } from '../../platform/api-context.tsx';
import style from './content.module.css';

interface OfferSegmentProps {
  value: Audience | null;
  onChange: (value: Audience | null) => void;
}

export function OfferSegment({ value, onChange }: OfferSegmentProps) {
  const { t } = useTranslation('content');
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
        {t('offer.segment')}
        <Select
          allowClear
          showSearch
          value={value?.name ?? null}
          placeholder={t('offer.everySegment')}
          notFoundContent={t('offer.noSegment')}
          options={offered.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name: string | null) => onChange(offered.find((each) => each.name === name) ?? null)}
        />
      </label>
      {value && (
        <p className={style.number}>
          {textOf(value.segment)}
          {' — '}
          {isOlder ? (
            <>
              {t('offer.segmentNewer', { name: value.name })}
              <Button type="link" size="small" onClick={() => onChange(now)}>
                {t('offer.segmentTake')}
              </Button>
            </>
          ) : (
            t('offer.segmentHelp')
          )}
        </p>
      )}
    </>
  );
}
