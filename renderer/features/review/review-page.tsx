import { CloudOutlined, LockOutlined, ReloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import { useRuleNumber } from '../../app/rules-in-force.ts';
import { useIdentity } from '../../app/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { errorCodeOf } from '../../components/error-text.ts';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { fullText, timeText } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { DayPanel } from './day-panel.tsx';
import { PromiseBox } from './promise-box.tsx';
import { RangeBar } from './range-bar.tsx';
import { RateBox } from './rate-box.tsx';
import { refreshed } from './refreshed.ts';
import { figuresByRep, skipPareto, totalsOf } from './review-figure.ts';
import { ReviewTable } from './review-table.tsx';
import { SignalBox } from './signal-box.tsx';
import { SkipPareto } from './skip-pareto.tsx';
import { skipSteps } from './skip-step.ts';
import { useReviewPlace } from './use-review-place.ts';
import { WorkloadBox } from './workload-box.tsx';
import style from './review.module.css';

export function ReviewPage() {
  const { t } = useTranslation('review');
  const { role } = useIdentity();
  if (role !== 'rep') return <Review isAdmin={role === 'admin'} />;
  return (
    <PageFrame title={t('title')}>
      <EmptyState icon={<LockOutlined />} title={t('forbidden.title')} text={t('forbidden.body')} />
    </PageFrame>
  );
}

function Review({ isAdmin }: { isAdmin: boolean }) {
  const { t, i18n } = useTranslation('review');
  const orpc = useOrpc();
  const today = dateOf(useNow());
  const place = useReviewPlace(today);
  const { range, teamId, opened } = place;
  const days = useQuery(
    orpc.review.days.queryOptions({
      input: { ...range, ...(isAdmin && teamId !== undefined && { teamId }) },
      placeholderData: keepPreviousData,
      ...refreshed,
    }),
  );
  const people = useQuery(orpc.admin.people.queryOptions({ enabled: isAdmin, staleTime: 60_000 }));
  const { data, error } = days;
  const reps = useMemo(() => figuresByRep(data?.days ?? []), [data]);
  const bars = useMemo(() => skipPareto(totalsOf(data?.days ?? []).skipReasons), [data]);
  const lessonFrom = useRuleNumber('execution.lessonFrom');
  const names = useMemo(() => new Map(reps.map(({ personId, name }) => [personId, name])), [reps]);
  const steps = useMemo(
    () => skipSteps(data?.skips ?? [], [...names.keys()], lessonFrom),
    [data, names, lessonFrom],
  );
  const retry = () => void days.refetch();

  return (
    <PageFrame
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          {data && (
            <span className={style.asOf} title={fullText(data.asOf, i18n.language)}>
              {t('asOf', { at: timeText(data.asOf, i18n.language) })}
            </span>
          )}
          <Button icon={<ReloadOutlined spin={days.isFetching} />} onClick={retry}>
            {t('refresh')}
          </Button>
        </>
      }
    >
      <div className={style.page}>
        <RangeBar
          today={today}
          preset={place.preset}
          range={range}
          teams={people.data?.teams ?? []}
          teamId={teamId}
          onPreset={place.setPreset}
          onRange={place.setRange}
          onTeam={place.setTeam}
        />
        {!data && !error && <ListSkeleton height={48} />}
        {!data && error && <ReviewError error={error} onRetry={retry} />}
        {data && error && (
          <Alert type="warning" showIcon title={t('stale', { at: fullText(data.asOf, i18n.language) })} />
        )}
        {data && reps.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.body')} />}
        {data && <WorkloadBox reps={reps} books={data.books} onOpen={place.open} />}
        {reps.length > 0 && (
          <div className={style.page} aria-busy={days.isPlaceholderData}>
            <ReviewTable reps={reps} isOneDay={range.from === range.to} opened={opened} onOpen={place.open} />
            <div className={style.boxes}>
              <div className={style.column}>
                <RateBox reps={reps} today={today} isOneDay={range.from === range.to} />
                <PromiseBox promises={data?.promises ?? []} />
              </div>
              <SkipPareto bars={bars} steps={steps} nameOf={(id) => names.get(id) ?? ''} />
            </div>
          </div>
        )}
        {data && <SignalBox teamId={isAdmin ? teamId : undefined} />}
      </div>
      {opened && (
        <DayPanel
          day={opened}
          name={reps.find(({ personId }) => personId === opened.personId)?.name ?? ''}
          today={today}
          onDay={place.open}
          onClose={() => place.open(null)}
        />
      )}
    </PageFrame>
  );
}

function ReviewError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('review');
  if (errorCodeOf(error).code !== 'OFFLINE') return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      icon={<CloudOutlined />}
      title={t('offline.title')}
      text={t('offline.body')}
      action={<Button onClick={onRetry}>{t('offline.retry')}</Button>}
    />
  );
}
