import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';

/** Who is not on the list and why, so that nobody is missing without a reason. */
export function HiddenCustomers({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const hidden = plan.hidden.filter((entry) => entry.customers > 0);
  if (plan.book.customers === 0) return null;
  return (
    <div className="hidden-customers">
      <Popover
        trigger="click"
        placement="topLeft"
        content={
          <div className="hidden-list">
            <p>{t('hidden.intro', { count: plan.book.customers })}</p>
            {hidden.length === 0 && <p>{t('hidden.none')}</p>}
            <dl>
              {hidden.map((entry) => (
                <div key={entry.code}>
                  <dt>
                    {t(`hidden.${entry.code}.name`)}
                    <small>{t(`hidden.${entry.code}.explain`)}</small>
                  </dt>
                  <dd>{t('hidden.count', { count: entry.customers })}</dd>
                </div>
              ))}
            </dl>
          </div>
        }
      >
        <Button type="link" size="small">
          {t('hidden.button')}
        </Button>
      </Popover>
    </div>
  );
}
