/** The campaigns that are not over: how far each has come, and what the lead said of it (practices.md D08). */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#shared/contract/campaign.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { dateText } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';

export function CampaignTile() {
  const { t } = useTranslation('campaign');
  const orpc = useOrpc();
  const { data } = useQuery(orpc.campaign.list.queryOptions());
  if (!data || data.length === 0) return null;
  return (
    <section className="today-promo" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <ul>
        {data.map((campaign) => (
          <CampaignLine key={campaign.id} campaign={campaign} />
        ))}
      </ul>
    </section>
  );
}

const tones = { asked: 'amber', refused: 'red', moved: 'plain', running: 'accent', ended: 'plain' } as const;
const endings = { asked: 'withdraw', refused: 'seen', moved: 'known', running: 'stop', ended: null } as const;

function CampaignLine({ campaign }: { campaign: CampaignView }) {
  const { t, i18n } = useTranslation('campaign');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const { id, title, state, sent, waiting, removed, offerToOn, decidedBy, decisionReason } = campaign;
  const ending = endings[state];
  const stop = async () => {
    try {
      await api.campaign.stop({ id });
      undoToast(t(state === 'moved' ? 'dismissed' : 'stopped', { title, count: waiting }), () =>
        api.campaign.resume({ id }),
      );
    } catch (error) {
      fail(error);
    }
  };
  return (
    <li className="today-campaign" aria-label={t('label', { title })}>
      <b>{title}</b>
      <QuietTag tone={tones[state]}>{t(`state.${state}`)}</QuietTag>
      {state === 'moved' ? (
        <span>{t('movedExplain')}</span>
      ) : (
        <span title={t('progressExplain')}>{t('progress', { sent, waiting, removed })}</span>
      )}
      {offerToOn !== null && <span>{t('until', { toOn: dateText(offerToOn, i18n.language, now) })}</span>}
      {campaign.isInherited && <span>{t('inherited')}</span>}
      {campaign.decision === 'approved' && <span>{t('approvedBy', { name: decidedBy })}</span>}
      {state === 'refused' && <span>{t('refusedBy', { name: decidedBy, reason: decisionReason })}</span>}
      {ending && (
        <Button size="small" aria-label={t(`${ending}For`, { title })} onClick={() => void stop()}>
          {t(ending)}
        </Button>
      )}
    </li>
  );
}
