import { useTranslation } from 'react-i18next';
import { isOwnQuietAt } from '#shared/domain/plan/quiet.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { useNow } from '../../components/time-text.tsx';
import { clockText } from './clock-text.ts';

/** Says that the customer is in quiet hours of their own now, and until when; the row keeps its place (rules.md R3). */
export function QuietNow({ minutes }: { minutes: { from: number; to: number } }) {
  const { t } = useTranslation('today');
  const now = useNow();
  if (!isOwnQuietAt(now, minutes)) return null;
  return (
    <QuietTag tone="amber" title={t('quietNow.explain')}>
      {t('quietNow.until', { until: clockText(minutes.to) })}
    </QuietTag>
  );
}
