import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Tier } from '#shared/domain/entity/book.ts';
import './piece.css';

/** The customer's tier as one letter; hover explains it. */
export function TierChip({ tier }: { tier: Tier }) {
  const { t } = useTranslation('common');
  return (
    <Tooltip title={t(`tier.${tier}.explain`)}>
      <span className="tier-chip" data-tier={tier}>
        {t(`tier.${tier}.short`)}
      </span>
    </Tooltip>
  );
}
