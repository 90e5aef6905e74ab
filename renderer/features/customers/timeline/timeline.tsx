/** What happened with this customer over the years: by kind, by word, from a day on, or around an entry that was found. */
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineType } from '#shared/contract/timeline.ts';
import { DateField } from '../../../components/date-field.tsx';
import { useDelayed } from '../../../app/use-delayed.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useAsked } from '../asked.tsx';
import { Section } from '../card/section.tsx';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { CustomerFiles } from './entry-files.tsx';
import { TimelineRows } from './timeline-rows.tsx';
import { useTimeline } from './use-timeline.ts';
import style from './timeline.module.css';

/** One chip may stand for several kinds. */
const chips = {
  all: undefined,
  note: ['note'],
  touch: ['touch'],
  moment: ['moment'],
  signal: ['signal'],
  order: ['order', 'deal'],
  agreed: ['promise', 'appointment'],
  change: ['change', 'owner'],
} as const satisfies Record<string, readonly TimelineType[] | undefined>;
type Chip = keyof typeof chips;

const typingPauseMs = 150;

interface TimelineProps {
  customerId: string;
  readOnly: boolean;
  scroller: HTMLElement;
}

export function Timeline({ customerId, readOnly, scroller }: TimelineProps) {
  const { t } = useTranslation('customers');
  const { asked, setAsked } = useAsked();
  const entryId = asked.get('entry') ?? undefined;
  const [chip, setChip] = useState<Chip>('all');
  const [typed, setTyped] = useState('');
  const [on, setOn] = useState<string>();
  const search = useDelayed(typed.trim(), typingPauseMs);
  const types = chips[chip];
  const timeline = useTimeline(customerId, {
    types: types && [...types],
    search: search === '' ? undefined : search,
    on,
    entryId,
  });
  const { hasNextPage, isFetchingNextPage, isFetching, fetchNextPage, data, see } = timeline;
  const pages = data?.pages ?? [];
  const isEmpty = pages.every((page) => page.length === 0);
  const toNewest = () => {
    setOn(undefined);
    if (entryId !== undefined) setAsked();
  };
  // Never while pages are read again: the next page would call that off, and the change that led to it were lost.
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  // What was found may be on the card and not on the timeline: a need, an interest, the remark.
  useEffect(() => {
    if (entryId === undefined || data?.found !== false) return;
    scroller.querySelector(`[data-entry="${CSS.escape(entryId)}"]`)?.scrollIntoView({ block: 'center' });
  }, [entryId, data?.found, scroller]);

  // Another question is answered from its beginning, however far back one had read.
  const section = useRef<HTMLElement>(null);
  const question = `${chip} ${search} ${on ?? ''}`;
  const answered = useRef(question);
  useEffect(() => {
    if (answered.current === question || !section.current) return;
    answered.current = question;
    const above = scroller.getBoundingClientRect().top;
    if (section.current.getBoundingClientRect().top < above)
      section.current.scrollIntoView({ block: 'start' });
  }, [question, scroller]);

  const isFiltered = chip !== 'all' || search !== '' || on !== undefined;
  return (
    <Section
      title={t('timeline.title')}
      ref={section}
      className={`${style.history} ${isFiltered || timeline.isPlaceholderData ? style.asked : ''}`}
    >
      <div className={style.tools}>
        <ChoiceChips
          single
          label={t('timeline.filter')}
          choices={(Object.keys(chips) as Chip[]).map((value) => ({
            value,
            label: t(`timeline.chip.${value}`),
          }))}
          chosen={[chip]}
          onChoose={setChip}
        />
        <div className={style.find}>
          <ImeInput
            size="small"
            className={style.search}
            allowClear
            aria-label={t('timeline.search')}
            placeholder={t('timeline.search')}
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.target.value)}
          />
          <DateField
            whenDone
            size="small"
            className={style.date}
            aria-label={t('timeline.jump')}
            title={t('timeline.jump')}
            value={on ?? ''}
            onChange={(value) => {
              if (entryId !== undefined) setAsked();
              setOn(value === '' ? undefined : value);
            }}
            canBeEmpty
          />
        </div>
      </div>
      {data?.hasNewer && (
        <Button size="small" type="link" className={style.newest} onClick={toNewest}>
          {t('timeline.toNewest')}
        </Button>
      )}
      {timeline.isPending && <ListSkeleton rows={4} />}
      {timeline.isError && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isSuccess && isEmpty && (
        <p className={style.none}>{t(isFiltered ? 'timeline.emptyType' : 'timeline.empty')}</p>
      )}
      {!isEmpty && (
        <CustomerFiles customerId={customerId}>
          <TimelineRows
            pages={pages}
            marked={data?.found ? entryId : undefined}
            readOnly={readOnly}
            scroller={scroller}
            onNearEnd={onNearEnd}
            onView={see}
          />
        </CustomerFiles>
      )}
      {isFetchingNextPage && <div className={style.more}>{t('timeline.loadingMore')}</div>}
    </Section>
  );
}
