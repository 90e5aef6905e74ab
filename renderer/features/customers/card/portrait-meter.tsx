/** How much of the portrait is there, and what is missing (C04): each gap leads to its field. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import type { PortraitPart } from '#shared/domain/card/completeness.ts';
import { Figure } from '../../../components/figure.tsx';
import { portraitOfCard } from './portrait.ts';
import style from './portrait.module.css';

/** So many gaps are asked for at a time. */
const shownGaps = 3;

interface PortraitMeterProps {
  card: CustomerCard;
  readOnly: boolean;
  onGap: (part: PortraitPart) => void;
}

export function PortraitMeter({ card, readOnly, onGap }: PortraitMeterProps) {
  const { t } = useTranslation('card');
  const [all, setAll] = useState(false);
  const { filled, total, percent, gaps } = portraitOfCard(card);
  const shown = all ? gaps : gaps.slice(0, shownGaps);
  return (
    <section className={style.portrait} aria-label={t('portrait.title')}>
      <div className={style.line}>
        <h3>{t('portrait.title')}</h3>
        <Figure value={`${percent}%`} explain={t('portrait.explain', { filled, total })} />
      </div>
      <div className={style.track} aria-hidden>
        <span style={{ width: `${percent}%` }} />
      </div>
      {gaps.length > 0 && !readOnly && (
        <div className={style.gaps}>
          {shown.map((part) => (
            <button key={part} type="button" onClick={() => onGap(part)}>
              {t('portrait.fill', { part: t(`portrait.part.${part}`) })}
            </button>
          ))}
          {gaps.length > shown.length && (
            <button type="button" onClick={() => setAll(true)}>
              {t('portrait.more', { count: gaps.length - shown.length })}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
