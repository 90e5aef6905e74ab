import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';
import { isObligation } from '#shared/domain/plan/kind.ts';
import { DateText } from '../../components/time-text.tsx';
import { isOpen } from './plan-block.ts';

/** While on leave: what waits by itself and what does not; afterwards: how what waited is spread (rules.md R7.9). */
export function LeaveBanner({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const { backOn, isReturning, postponed, returnShare } = plan.leave;
  if (backOn !== null) {
    const due = plan.items.filter((item) => isObligation(item.kind) && isOpen(item)).length;
    return (
      <div className="today-leave" role="status">
        <strong>
          {t('leave.away')} <DateText on={backOn} />
        </strong>
        <p>{t('leave.covered')}</p>
        <p>{due > 0 ? t('leave.due', { count: due }) : t('leave.nothingDue')}</p>
      </div>
    );
  }
  if (!isReturning) return null;
  return (
    <div className="today-leave" role="status">
      <strong>{t('leave.back')}</strong>
      <p>
        {t('leave.spread', { percent: Math.round(returnShare * 100) })}{' '}
        {t(postponed > 0 ? 'leave.postponed' : 'leave.nonePostponed', { count: postponed })}
      </p>
    </div>
  );
}
