/**
 * Whom something is for (practice C03): one of the person's saved views, kept as the question it is now, or conditions put together
 * here.
 */
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentOfFilter, type Audience } from '#shared/domain/segment/audience.ts';
import type { Segment } from '#shared/domain/segment/segment.ts';
import { useSegmentText } from '../components/segment-text.ts';
import { useOrpc } from '../platform/api-context.tsx';
import { draftOf, isUnfilled, newLeaf, segmentOf, type DraftGroup } from './segment/segment-draft.ts';
import { SegmentGroup } from './segment/segment-group.tsx';
import style from './audience-field.module.css';

interface AudienceFieldProps {
  label: string;
  value: Audience | null;
  onChange: (value: Audience | null) => void;
}

/** What a view may be called at most. */
const nameLength = 50;

export function AudienceField({ label, value, onChange }: AudienceFieldProps) {
  const { t } = useTranslation('list');
  const textOf = useSegmentText();
  const views = useQuery(useOrpc().listView.list.queryOptions());
  const [draft, setDraft] = useState<DraftGroup>();
  const own = (views.data ?? []).flatMap(({ name, filter }): Audience[] => {
    const segment = segmentOfFilter(filter);
    return segment ? [{ name, segment }] : [];
  });
  const now = own.find(({ name }) => name === value?.name);
  const isOlder = value && now && textOf(now.segment) !== textOf(value.segment);
  // A view of somebody else, or one that is gone, stays chosen.
  const offered = value && !now ? [value, ...own] : own;
  const choose = (chosen: Audience | null) => {
    setDraft(undefined);
    onChange(chosen);
  };
  // What is put together here is called by what it says.
  const put = (next: DraftGroup) => {
    setDraft(next);
    const segment = segmentOf(next);
    onChange(segment ? { name: [...textOf(segment)].slice(0, nameLength).join('').trim(), segment } : null);
  };
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
          onChange={(name: string | null) => choose(offered.find((each) => each.name === name) ?? null)}
        />
      </label>
      {draft ? (
        <div>
          <SegmentGroup autoFocus group={draft} onChange={put} />
          {isUnfilled(draft) && (
            <p role="status" className={style.help}>
              {t(value ? 'audience.unfilled' : 'audience.empty')}
            </p>
          )}
        </div>
      ) : (
        <p className={style.help}>
          {value && `${textOf(value.segment)} — `}
          {isOlder && (
            <>
              {t('audience.newer', { name: value.name })}
              <Button type="link" size="small" onClick={() => choose(now)}>
                {t('audience.take')}
              </Button>
            </>
          )}
          {value && !isOlder && now && t('audience.help')}
          <Button type="link" size="small" onClick={() => setDraft(begun(value?.segment))}>
            {t(value ? 'audience.change' : 'audience.write')}
          </Button>
        </p>
      )}
    </>
  );
}

/** With a first condition to fill in where there is none. */
function begun(segment: Segment | undefined): DraftGroup {
  const draft = draftOf(segment);
  return draft.parts.length > 0 ? draft : { ...draft, parts: [newLeaf('tag')] };
}
