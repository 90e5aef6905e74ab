/** Campaigns that wait for the lead, with a reason where one is refused, and those that run (practices.md D08). */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewCampaign, ReviewSignals } from '#shared/protocol/review.ts';
import { ImeInput, isComposing } from '../../components/ime-input.tsx';
import { fullText } from '../../components/time-format.ts';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import style from './review.module.css';

export function CampaignList({ campaigns }: Pick<ReviewSignals, 'campaigns'>) {
  const { t } = useTranslation('campaign');
  if (campaigns.length === 0) return null;
  return (
    <div className={style.campaigns}>
      <h3>{t('review.title')}</h3>
      <ul aria-label={t('review.title')}>
        {campaigns.map((campaign) => (
          <CampaignLine key={campaign.id} campaign={campaign} />
        ))}
      </ul>
    </div>
  );
}

function CampaignLine({ campaign }: { campaign: ReviewCampaign }) {
  const { t, i18n } = useTranslation('campaign');
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id: campaignId, personName: name, title, waiting, sent, keptOut, askedAt, decision } = campaign;
  const words = { name, title };
  const moved = campaign.moved.map((part) => movedText(part)).join(' · ');

  /** Who is somebody else's by now, and why no approval is for them. */
  function movedText({ toName, customers: count, names }: ReviewCampaign['moved'][number]): string {
    if (names.length === 0) return t('review.movedHidden', { count });
    const shown = names.join(t('review.comma'));
    const said = count > names.length ? t('review.movedNames', { names: shown }) : shown;
    if (toName === null) return t('review.movedNobody', { count, names: said });
    return t('review.moved', { count, name: toName, names: said });
  }
  const decide = async (what: ReviewCampaign['decision'], why = '') => {
    await api.review.decideCampaign({ campaignId, decision: what, reason: why });
    // The figures of the whole team take their time; what was decided is said at once.
    void queryClient.invalidateQueries({ queryKey: orpc.review.signals.key() });
  };
  const say = async (what: ReviewCampaign['decision'], text: string) => {
    if (busy) return;
    setBusy(true);
    try {
      await decide(what, what === 'refused' ? reason.trim() : '');
      setRefusing(false);
      undoToast(text, () => decide(what === null ? 'approved' : null));
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const refuse = () => {
    if (reason.trim() === '') return setEmpty(true);
    void say('refused', t('review.refused', words));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isComposing(event)) setRefusing(false);
  };
  if (decision === 'approved')
    return (
      <li>
        <span>{t('review.running', { ...words, by: campaign.decidedBy ?? '', sent, waiting })}</span>
        {moved !== '' && <span className={style.faint}>{moved}</span>}
        <Button
          size="small"
          aria-label={t('review.takeBackFor', words)}
          onClick={() => void say(null, t('review.takenBack'))}
        >
          {t('review.takeBack')}
        </Button>
      </li>
    );
  return (
    <li>
      <span>{t('review.who', { ...words, count: waiting })}</span>
      <span className={style.faint}>
        {keptOut > 0 && `${t('review.keptOut', { count: keptOut })} · `}
        {t('review.askedAt', { at: fullText(askedAt, i18n.language) })}
        {moved !== '' && ` · ${moved}`}
        {waiting === 0 && ` · ${t('review.noneLeft')}`}
      </span>
      {!refusing && (
        <>
          {waiting > 0 && (
            <Button
              size="small"
              type="primary"
              aria-label={t('review.approveFor', words)}
              onClick={() => void say('approved', t('review.approved', words))}
            >
              {t('review.approve')}
            </Button>
          )}
          <Button size="small" aria-label={t('review.refuseFor', words)} onClick={() => setRefusing(true)}>
            {t('review.refuse')}
          </Button>
        </>
      )}
      {refusing && (
        <span className={style.refuse} role="group" aria-label={t('review.refuseFor', words)}>
          <ImeInput
            autoFocus
            size="small"
            value={reason}
            maxLength={500}
            aria-label={t('review.reason')}
            placeholder={t('review.reasonNeeded')}
            status={isEmpty ? 'error' : ''}
            aria-invalid={isEmpty}
            onEnter={refuse}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setReason(event.target.value);
              setEmpty(false);
            }}
          />
          <Button size="small" type="primary" onClick={refuse}>
            {t('review.send')}
          </Button>
          <Button size="small" onClick={() => setRefusing(false)}>
            {t('review.cancel')}
          </Button>
        </span>
      )}
    </li>
  );
}
