import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';
import { DaySummary } from './day-summary.tsx';

export function ClosedDay(props: { plan: PlanView; busy: boolean; onReopen: () => void }) {
  const { t } = useTranslation('today');
  const { plan } = props;
  return (
    <section className="closed-day" aria-label={t('closed.title')}>
      <div className="closed-day-head">
        <h2>{t('closed.title')}</h2>
        <Button loading={props.busy} onClick={props.onReopen}>
          {t('closed.reopen')}
        </Button>
      </div>
      <DaySummary plan={plan} />
      {plan.reflection && <blockquote>{plan.reflection}</blockquote>}
    </section>
  );
}
