import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PlanView } from '#shared/contract/plan.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { dayWord, timeText } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';
import { clearCustomerFilter, setCustomerFilter } from '../../stores/customer-list.ts';
import { selectItem } from '../../stores/today.ts';
import { noticesOf, type Notice } from './notices.ts';

/** What should not be missed this morning, and beyond what the day holds; each line leads to what it is about. */
export function TodayNotices({ plan }: { plan: PlanView }) {
  const { t, i18n } = useTranslation('today');
  const navigate = useNavigate();
  const nowMs = useNow();
  const notices = noticesOf(plan);
  const { obligationMinutes, expiredMoments } = plan.figures;
  // A day of leave has no minutes at all; its banner says what is due all the same.
  const overloadMinutes = plan.leave.backOn === null ? plan.figures.overloadMinutes : 0;
  if (notices.length === 0 && overloadMinutes === 0 && expiredMoments === 0) return null;

  function textOf(notice: Notice): string {
    if (notice.kind === 'handover') return t('notice.handover', { count: notice.count, days: notice.days });
    if (notice.kind === 'tiers') {
      const moved = (['up', 'down', 'placed'] as const).filter((way) => notice[way] > 0);
      return t('notice.tiers', {
        moved: moved.map((way) => t(`notice.tier.${way}`, { count: notice[way] })).join(t('notice.tier.gap')),
      });
    }
    if (notice.kind === 'book') {
      const { minutes, available, customers, fits } = notice;
      return t('notice.book', { minutes, available, customers, fits });
    }
    if (notice.kind === 'lost') return t(`notice.${notice.how}`, { name: notice.name });
    const due = `${dayWord(dateOf(notice.dueAt), i18n.language, nowMs)} ${timeText(notice.dueAt, i18n.language)}`;
    return t('notice.promise', { count: notice.count, due });
  }
  function open(notice: Notice): void {
    if (notice.kind === 'lost') return void navigate(`/customers/${notice.customerId}?autopsy=1`);
    if (notice.kind === 'book') return void navigate('/today/week');
    if (notice.kind === 'tiers') {
      clearCustomerFilter();
      setCustomerFilter({ tierMoved: true });
      return void navigate('/customers');
    }
    selectItem(notice.itemId);
    const row = document.querySelector<HTMLElement>(`[data-item="${notice.itemId}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }
  return (
    <ul className="today-notices" aria-label={t('notice.title')}>
      {notices.map((notice) => (
        <li key={notice.kind === 'lost' ? notice.customerId : notice.kind} data-kind={notice.kind}>
          <span>{textOf(notice)}</span>
          <Button type="link" size="small" onClick={() => open(notice)}>
            {t(notice.kind === 'lost' ? 'notice.autopsy' : 'notice.show')}
          </Button>
        </li>
      ))}
      {overloadMinutes > 0 && (
        <li data-kind="overload">
          {t('notice.overload', {
            over: Math.round(overloadMinutes),
            share: Math.round(obligationMinutes),
          })}
        </li>
      )}
      {expiredMoments > 0 && <li data-kind="expired">{t('notice.expired', { count: expiredMoments })}</li>}
    </ul>
  );
}
