import { CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PlanItemView } from '#shared/contract/plan.ts';
import { KeyHint } from '../../components/key-hint.tsx';

interface CheckInOfferProps {
  offer: NonNullable<PlanItemView['offer']>;
  onCopy: () => void;
}

/** Whether an offer may go with a check-in by date; asked before anything is sent (rules.md R5). */
export function CheckInOffer({ offer, onCopy }: CheckInOfferProps) {
  const { t } = useTranslation('today');
  if (offer.code !== null)
    return (
      <p className="plan-row-offer" title={t(`hidden.${offer.code}.explain`)}>
        {t('checkIn.not', { why: t(`hidden.${offer.code}.name`) })}
      </p>
    );
  if (offer.text === '') return null;
  return (
    <div className="plan-row-offer">
      <Tooltip title={t('checkIn.counts')}>
        <Button type="text" size="small" icon={<CopyOutlined />} onClick={onCopy}>
          {t('checkIn.with', { title: offer.title })} <KeyHint keys="o" />
        </Button>
      </Tooltip>
    </div>
  );
}
