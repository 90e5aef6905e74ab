/** The conditions of the list, put together in the filter panel. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftOf, segmentOf } from '../../../app/segment/segment-draft.ts';
import { SegmentGroup } from '../../../app/segment/segment-group.tsx';
import { setCustomerFilter, useCustomerList } from '../../../stores/customer-list.ts';

export function SegmentEditor() {
  const { t } = useTranslation('list');
  const asked = useCustomerList((state) => state.filter.segment);
  const [draft, setDraft] = useState(() => draftOf(asked));
  const [followed, setFollowed] = useState(asked);

  // A view was chosen or the filters were cleared: follow.
  if (asked !== followed) {
    setFollowed(asked);
    if (JSON.stringify(segmentOf(draft)) !== JSON.stringify(asked)) setDraft(draftOf(asked));
  }
  useEffect(() => {
    const segment = segmentOf(draft);
    const { filter } = useCustomerList.getState();
    if (JSON.stringify(segment) !== JSON.stringify(filter.segment)) setCustomerFilter({ segment });
  }, [draft]);

  return (
    <section aria-label={t('segment.label')}>
      <h3>{t('segment.label')}</h3>
      <SegmentGroup group={draft} onChange={setDraft} />
    </section>
  );
}
