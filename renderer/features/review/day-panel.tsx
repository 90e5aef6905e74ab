/** One rep's day beside the table: what was planned, what was written and done, and the rep's own looking back. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { addDays } from '#shared/domain/calendar.ts';
import { dayWord } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { DayEntries } from './day-entries.tsx';
import { DayItems } from './day-items.tsx';
import { refreshed } from './refreshed.ts';
import style from './review.module.css';
import type { OpenedDay } from './use-review-place.ts';

interface DayPanelProps {
  day: OpenedDay;
  name: string;
  today: string;
  onDay: (day: OpenedDay) => void;
  onClose: () => void;
}

export function DayPanel({ day, name, today, onDay, onClose }: DayPanelProps) {
  const { t, i18n } = useTranslation('review');
  const orpc = useOrpc();
  const nowMs = useNow();
  const { personId, on } = day;
  const details = useQuery(
    orpc.review.items.queryOptions({
      input: { personId, on },
      placeholderData: keepPreviousData,
      ...refreshed,
    }),
  );
  const { data, error } = details;
  const displaced = data?.items.filter(({ isDisplaced }) => isDisplaced).length ?? 0;
  const move = (days: number) => onDay({ personId, on: addDays(on, days) });
  return (
    <Drawer
      open
      mask={false}
      size={640}
      onClose={onClose}
      title={t('panel.title', { name, on: dayWord(on, i18n.language, nowMs) })}
      extra={
        <span className={style.panelMove}>
          <Button
            type="text"
            icon={<LeftOutlined />}
            aria-label={t('panel.previous')}
            onClick={() => move(-1)}
          />
          <Button
            type="text"
            icon={<RightOutlined />}
            aria-label={t('panel.next')}
            disabled={on >= today}
            onClick={() => move(1)}
          />
        </span>
      }
    >
      {!data && !error && <ListSkeleton rows={5} />}
      {!data && error && <ErrorState error={error} onRetry={() => void details.refetch()} />}
      {data && (
        // A region that scrolls and holds nothing to focus could not be scrolled by keyboard.
        <div
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
          tabIndex={0}
          className={style.panel}
          aria-busy={details.isPlaceholderData}
          key={`${personId} ${on}`}
        >
          <section>
            <h2>{t('panel.reflection')}</h2>
            <p className={data.reflection ? style.reflection : style.faint}>
              {data.reflection || t('panel.noReflection')}
            </p>
          </section>
          <section>
            <h2>
              {t('panel.items')}{' '}
              <span className={style.faint}>
                {data.items.length}
                {displaced > 0 && ` · ${t('panel.displacedCount', { count: displaced })}`}
              </span>
            </h2>
            <DayItems items={data.items} entries={data.entries} isOver={on < today} />
          </section>
          <section>
            <h2>
              {t('panel.entries')} <span className={style.faint}>{data.entries.length}</span>
            </h2>
            <DayEntries entries={data.entries} shownItemIds={new Set(data.items.map(({ id }) => id))} />
          </section>
        </div>
      )}
    </Drawer>
  );
}
