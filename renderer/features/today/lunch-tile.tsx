import { useTranslation } from 'react-i18next';
import type { PlanView } from '#shared/contract/plan.ts';
import { minuteOf } from '#shared/domain/calendar.ts';
import { useNow } from '../../components/time-text.tsx';
import { clockText } from './clock-text.ts';

/** The pause: what the morning came to, and until when nothing new is pushed (rules.md R7.8). */
export function LunchTile({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('today');
  const minute = minuteOf(useNow());
  const { fromMinute, toMinute } = plan.lunch;
  if (!plan.startedAt || plan.closedAt || minute < fromMinute || minute >= toMinute) return null;
  const { quality } = plan.figures;
  return (
    <p className="today-tile">
      {t('lunch.done', {
        done: plan.items.filter(({ status }) => status === 'done').length,
        total: plan.items.filter(({ displacedAt, status }) => !displacedAt || status === 'done').length,
      })}
      {quality !== null && ` · ${t('lunch.quality', { quality: Math.round(quality) })}`}
      {` · ${t('lunch.until', { until: clockText(toMinute) })}`}
    </p>
  );
}
