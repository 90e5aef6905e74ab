/** How many customers each rep loses; halved promo caps come back when the lead has signed. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReviewSignals } from '#shared/protocol/review.ts';
import { Figure } from '../../components/figure.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { fullText } from '../../components/time-format.ts';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import style from './review.module.css';

type Rate = ReviewSignals['rates'][number];
const tones = { ok: 'plain', amber: 'amber', red: 'red' } as const;

/** `limits` are the company's; a rep may have others. Reps with too few touches and nothing halved say nothing and are left out. */
export function BlockRateList({ rates, limits }: Pick<ReviewSignals, 'rates' | 'limits'>) {
  const { t } = useTranslation('review');
  const shown = rates.filter(({ perThousand, halved }) => perThousand !== null || halved !== null);
  if (shown.length === 0) return null;
  return (
    <ul className={style.blockRates} aria-label={t('blockRate.title')}>
      {shown.map((rate) => (
        <BlockRateLine key={rate.personId} rate={rate} limits={limits} />
      ))}
    </ul>
  );
}

function BlockRateLine({ rate, limits }: { rate: Rate; limits: ReviewSignals['limits'] }) {
  const { t, i18n } = useTranslation('review');
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const { personId, name, level, perThousand, customers, touches, halved } = rate;
  const set = async (signed: boolean) => {
    await api.review.signPromo({ personId, signed });
    await queryClient.invalidateQueries({ queryKey: orpc.review.signals.key() });
  };
  const sign = async () => {
    try {
      await set(true);
      undoToast(t('blockRate.signed', { name }), () => set(false));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <li>
      <span className={style.whoName}>{name}</span>
      <Figure
        value={
          <QuietTag tone={tones[level]}>
            {perThousand === null ? '–' : t('blockRate.value', { rate: perThousand.toFixed(1) })}
          </QuietTag>
        }
        explain={t('blockRate.explain', { customers, touches, ...(rate.limits ?? limits) })}
      />
      {halved && (
        <span className={style.faint}>
          {t(halved.needsSignOff ? 'blockRate.halvedUnsigned' : 'blockRate.halved', {
            until: fullText(halved.until, i18n.language),
          })}
        </span>
      )}
      {halved?.needsSignOff && (
        <Button size="small" aria-label={t('blockRate.signFor', { name })} onClick={() => void sign()}>
          {t('blockRate.sign')}
        </Button>
      )}
    </li>
  );
}
