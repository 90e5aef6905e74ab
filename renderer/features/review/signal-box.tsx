/** Customers who complained, said 别发了 or left, and what it does to the team's promo (rules.md R4). */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/error-state.tsx';
import { errorCodeOf } from '../../components/error-text.ts';
import { useOrpc } from '../../platform/api-context.tsx';
import { BlockParts } from './block-parts.tsx';
import { BlockRateList } from './block-rate-list.tsx';
import { CampaignList } from './campaign-list.tsx';
import { refreshed } from './refreshed.ts';
import style from './review.module.css';
import { SignalAutopsy } from './signal-autopsy.tsx';
import { SignalTable } from './signal-table.tsx';

export function SignalBox({ teamId }: { teamId: string | undefined }) {
  const { t } = useTranslation('review');
  const orpc = useOrpc();
  const [opened, setOpened] = useState<string | null>(null);
  const query = useQuery(
    orpc.review.signals.queryOptions({ input: teamId === undefined ? {} : { teamId }, ...refreshed }),
  );
  const { data, error } = query;
  // The page says that the server is away; saying it twice helps nobody.
  if (!data && (!error || errorCodeOf(error).code === 'OFFLINE')) return null;
  return (
    <section className={style.box} aria-label={t('signal.title')}>
      <h2>{t('signal.title')}</h2>
      {!data && <ErrorState error={error} onRetry={() => void query.refetch()} />}
      {data && (
        <>
          <p>{data.signals.length > 0 ? t('signal.help') : t('signal.none')}</p>
          <CampaignList campaigns={data.campaigns} />
          <BlockRateList rates={data.rates} limits={data.limits} />
          {data.parts && <BlockParts parts={data.parts} limits={data.limits} />}
          {data.signals.length > 0 && <SignalTable signals={data.signals} onOpen={setOpened} />}
        </>
      )}
      {opened !== null && <SignalAutopsy signalId={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}
