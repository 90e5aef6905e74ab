/** Today: what next, for whom, why, and what do I say. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PlanView } from '#shared/contract/plan.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { useIdentity, useSession } from '../../app/session.tsx';
import { useShortcut } from '../../app/shortcut.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { errorCodeOf } from '../../components/error-text.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { DateText, useNow } from '../../components/time-text.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { AccountTile } from './account/account-tile.tsx';
import { ClosedDay } from './closed-day.tsx';
import { CloseOut } from './close-out.tsx';
import { LeaveBanner } from './leave-banner.tsx';
import { CampaignTile } from './campaign-tile.tsx';
import { LunchTile } from './lunch-tile.tsx';
import { isOpen } from './plan-block.ts';
import { PlanList } from './plan-list.tsx';
import { PromoTile } from './promo-tile.tsx';
import { TodayFigures } from './today-figures.tsx';
import { TodayNotices } from './today-notices.tsx';
import { usePlanAction } from './use-plan-action.ts';
import { WhyNot } from './why-not.tsx';
import './today.css';

export function TodayPage() {
  const { t } = useTranslation('today');
  const orpc = useOrpc();
  const nowMs = useNow();
  const plan = useQuery(orpc.plan.today.queryOptions());
  const view = plan.data;
  const { refetch } = plan;
  useEffect(() => {
    if (view && view.planOn !== dateOf(nowMs)) void refetch();
  }, [view, nowMs, refetch]);

  if (view) return <Day plan={view} />;
  return (
    <PageFrame title={t('title')} width="reading">
      {plan.error ? (
        <NoPlan error={plan.error} onRetry={() => void refetch()} />
      ) : (
        <ListSkeleton rows={6} height={92} />
      )}
    </PageFrame>
  );
}

function NoPlan({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  const { role } = useIdentity();
  if (errorCodeOf(error).detail !== 'NO_BOOK') return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      title={t('noBook.title')}
      text={t(role === 'rep' ? 'noBook.rep' : 'noBook.other')}
      action={
        role === 'rep' ? undefined : (
          <Button type="primary" onClick={() => void navigate('/review')}>
            {t('noBook.review')}
          </Button>
        )
      }
    />
  );
}

function Day({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  const action = usePlanAction();
  // Until the customers are there, nobody is told that there are none.
  const { firstDownload } = useSession();
  const [closing, setClosing] = useState(false);
  const open = plan.items.filter((item) => isOpen(item) && !item.displacedAt).length;
  const closed = plan.closedAt !== null;
  const started = plan.startedAt !== null;
  const allDone = plan.items.length > 0 && open === 0;
  useShortcut(
    t('title'),
    started
      ? { f: { label: t('close.open'), run: () => setClosing(true) } }
      : { b: { label: t('start'), run: () => !action.start.isPending && action.start.mutate(undefined) } },
    { enabled: !closed && plan.items.length > 0 },
  );

  useShortcut(t('title'), { m: { label: t('week'), run: () => void navigate('/today/week') } });

  return (
    <PageFrame
      width="reading"
      title={
        <>
          {t('title')} <span className="today-date">{<DateText on={plan.planOn} />}</span>
        </>
      }
      subtitle={<TodayFigures plan={plan} />}
      actions={
        <>
          <Button onClick={() => void navigate('/today/week')}>
            {t('week')} <KeyHint keys="m" />
          </Button>
          {closed || plan.items.length === 0 ? null : started ? (
            <Button type={allDone ? 'primary' : 'default'} onClick={() => setClosing(true)}>
              {t('close.open')} <KeyHint keys="f" />
            </Button>
          ) : (
            <Button
              type="primary"
              loading={action.start.isPending}
              onClick={() => action.start.mutate(undefined)}
            >
              {t('start')} <KeyHint keys="b" />
            </Button>
          )}
        </>
      }
    >
      <LeaveBanner plan={plan} />
      {!closed && <TodayNotices plan={plan} />}
      <LunchTile plan={plan} />
      {closed && (
        <ClosedDay
          plan={plan}
          busy={action.reopen.isPending}
          onReopen={() => action.reopen.mutate(undefined)}
        />
      )}
      {plan.items.length === 0 && firstDownload && <ListSkeleton rows={6} height={92} />}
      {plan.items.length === 0 && !firstDownload && (
        <EmptyState
          title={t(plan.book.customers === 0 ? 'empty.noCustomers' : 'empty.nothingDue')}
          text={t(plan.book.customers === 0 ? 'empty.noCustomersText' : 'empty.nothingDueText')}
          action={
            plan.book.customers === 0 ? (
              <Button type="primary" onClick={() => void navigate('/import')}>
                {t('empty.import')}
              </Button>
            ) : (
              <Button onClick={() => void navigate('/customers')}>{t('empty.customers')}</Button>
            )
          }
        />
      )}
      {allDone && !closed && <EmptyState title={t('allDone.title')} text={t('allDone.text')} />}
      <PlanList plan={plan} action={action} readOnly={closed} />
      <PromoTile plan={plan} />
      <CampaignTile />
      {!closed && <AccountTile />}
      <WhyNot plan={plan} />
      {closing && (
        <CloseOut
          plan={plan}
          busy={action.close.isPending}
          onCancel={() => setClosing(false)}
          onClose={(reflection) =>
            action.close.mutate({ reflection }, { onSuccess: () => setClosing(false) })
          }
        />
      )}
    </PageFrame>
  );
}
