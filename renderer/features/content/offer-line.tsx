import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { ContentItemView } from '#shared/contract/company.ts';
import { offerStateOf } from '#shared/domain/offer-state.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { useSegmentText } from '../../components/segment-text.ts';
import { DateText, useNow } from '../../components/time-text.tsx';
import style from './content.module.css';

/** Whether the offer runs, from when to when and for whom; with the way to change it for those who may. */
export function OfferLine({ item, onEdit }: { item: ContentItemView; onEdit?: (() => void) | undefined }) {
  const { t } = useTranslation('content');
  const segmentText = useSegmentText();
  const state = offerStateOf(item, dateOf(useNow()));
  if (item.kind !== 'promo' || (state === null && !onEdit)) return null;
  const { offerTag: tag, offerTiers, offerProduct: product } = item;
  const whom = [
    tag && t('offer.for', { tag }),
    offerTiers.length > 0 &&
      t('offer.forTiers', {
        tiers: offerTiers.map((tier) => t(`offer.tier.${tier}`)).join(t('offer.tierGap')),
      }),
    product && t('offer.forBuyers', { product }),
    item.offerFor && t('offer.forSegment', { name: item.offerFor.name }),
  ].filter(Boolean);
  return (
    <div className={style.offer}>
      {state === null ? (
        <span className={style.number}>{t('offer.none')}</span>
      ) : (
        <>
          <QuietTag tone={state === 'running' ? 'accent' : state === 'planned' ? 'amber' : 'plain'}>
            {t(`offer.state.${state}`)}
          </QuietTag>
          <span>
            {item.offerFromOn ? <DateText on={item.offerFromOn} /> : t('offer.openStart')}
            {' – '}
            {item.offerToOn ? <DateText on={item.offerToOn} /> : t('offer.openEnd')}
          </span>
          <span title={item.offerFor ? segmentText(item.offerFor.segment) : undefined}>
            {whom.length > 0 ? whom.join(' · ') : t('offer.forAll')}
          </span>
        </>
      )}
      {onEdit && (
        <Button
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={t('offer.editOf', { title: item.title })}
          onClick={onEdit}
        >
          {t(state === null ? 'offer.make' : 'offer.edit')}
        </Button>
      )}
    </div>
  );
}
