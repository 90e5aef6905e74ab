import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';
import { skipReasons } from '#shared/domain/entity/user.ts';

/** Done, skipped (with the reasons) and still open, as a small table. */
export function DaySummary({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const count = (status: string): number => plan.items.filter((item) => item.status === status).length;
  const reasons = skipReasons
    .map((reason) => ({ reason, items: plan.items.filter((item) => item.skipReason === reason).length }))
    .filter((entry) => entry.items > 0);
  return (
    <dl className="day-summary">
      <div>
        <dt>{t('summary.done')}</dt>
        <dd>{count('done')}</dd>
      </div>
      <div>
        <dt>
          {t('summary.skipped')}
          {reasons.length > 0 && (
            <small>{reasons.map((entry) => `${t(`skip.${entry.reason}`)} ${entry.items}`).join(' · ')}</small>
          )}
        </dt>
        <dd>{count('skipped')}</dd>
      </div>
      <div>
        <dt>{t('summary.open')}</dt>
        <dd>{count('open') + count('later')}</dd>
      </div>
    </dl>
  );
}
