/** How many customers leave, as soon as there are enough touches for the rate to say something (rules.md R4). */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../components/figure.tsx';
import { fullText } from '../../components/time-format.ts';
import { useOrpc } from '../../platform/api-context.tsx';

export function BlockRateFigure() {
  const { t, i18n } = useTranslation('today');
  const orpc = useOrpc();
  const { data } = useQuery(orpc.signal.blockRate.queryOptions());
  if (!data || (data.perThousand === null && !data.halved)) return null;
  const { level, perThousand, customers, touches, halved, limits } = data;
  const rate = perThousand === null ? '–' : perThousand.toFixed(1);
  const explain = [
    t('figure.blockRateExplain', { customers, touches, ...limits }),
    halved &&
      t(halved.needsSignOff ? 'figure.halvedUnsigned' : 'figure.halved', {
        until: fullText(halved.until, i18n.language),
      }),
  ];
  return (
    <span className="today-block-rate" data-level={level}>
      <Figure
        value={t(halved ? 'figure.blockRateHalved' : 'figure.blockRate', { rate })}
        explain={explain.filter(Boolean).join(' ')}
      />
    </span>
  );
}
