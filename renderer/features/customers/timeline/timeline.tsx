/** What happened with this customer, newest first. Older pages come as the rep scrolls. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry as Entry } from '#shared/contract/customer.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { DateText } from '../../../components/time-text.tsx';
import { Section } from '../card/section.tsx';
import { ChoiceChips } from '../choice-chips.tsx';
import { groupByDay } from './group-by-day.ts';
import { TimelineEntry } from './timeline-entry.tsx';
import { useTimeline } from './use-timeline.ts';
import style from './timeline.module.css';

const shownTypes = ['all', 'note', 'touch', 'moment', 'order'] as const;

interface TimelineProps {
  customerId: string;
  readOnly: boolean;
  scroller: RefObject<HTMLElement | null>;
}

export function Timeline({ customerId, readOnly, scroller }: TimelineProps) {
  const { t } = useTranslation('customers');
  const timeline = useTimeline(customerId);
  const [type, setType] = useState<(typeof shownTypes)[number]>('all');
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetching, fetchNextPage } = timeline;
  const entries = timeline.data?.filter((entry: Entry) => type === 'all' || entry.type === type) ?? [];

  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasNextPage || isFetching) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((each) => each.isIntersecting)) void fetchNextPage();
      },
      { root: scroller.current, rootMargin: '800px 0px' },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [hasNextPage, isFetching, fetchNextPage, scroller]);

  return (
    <Section title={t('timeline.title')}>
      <ChoiceChips
        single
        label={t('timeline.filter')}
        choices={shownTypes.map((value) => ({ value, label: t(`timeline.type.${value}`) }))}
        chosen={[type]}
        onChoose={setType}
      />
      {timeline.isPending && <ListSkeleton rows={4} />}
      {timeline.isError && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isSuccess && entries.length === 0 && !hasNextPage && (
        <p className={style.none}>{t(type === 'all' ? 'timeline.empty' : 'timeline.emptyType')}</p>
      )}
      <div className={style.days}>
        {groupByDay(entries).map((day) => (
          <section key={day.on} className={style.day}>
            <h4>
              <DateText on={day.on} words />
            </h4>
            <ol>
              {day.entries.map((entry) => (
                <TimelineEntry key={entry.id} entry={entry} readOnly={readOnly} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {hasNextPage && (
        <div ref={end} className={style.more}>
          {t('timeline.loadingMore')}
        </div>
      )}
    </Section>
  );
}
