/** One offer for the picked customers: whom the rules keep out, how long it takes, and whether a lead is asked (D08). */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignPreview } from '#shared/contract/campaign.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { offerStateOf } from '#shared/domain/offer-state.ts';
import { campaignCodes } from '#shared/domain/plan/campaign.ts';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import style from './bulk-form.module.css';

export function CampaignForm({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { t } = useTranslation('campaign');
  const api = useApi();
  const orpc = useOrpc();
  const undoToast = useUndoToast();
  const errorText = useErrorText();
  const today = dateOf(useNow());
  const texts = useQuery(orpc.content.list.queryOptions({ input: { kind: 'promo' } }));
  const [contentId, setContentId] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  // What ended or has not begun may not be told; a text without days may.
  const offers = (texts.data ?? []).filter((text) => {
    const state = offerStateOf(text, today);
    return state === null || state === 'running';
  });
  const preview = useQuery(
    orpc.campaign.preview.queryOptions({
      input: { ids, contentId: contentId ?? '' },
      enabled: contentId !== undefined,
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  );
  const figures = contentId === undefined ? undefined : preview.data;

  const plan = async () => {
    if (contentId === undefined || busy) return;
    setBusy(true);
    try {
      const { id, recipients, needsApproval } = await api.campaign.plan({ ids, contentId });
      onDone();
      undoToast(t(needsApproval ? 'asked' : 'planned', { count: recipients }), () =>
        api.campaign.takeBack({ id }),
      );
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  const failed = problem ?? (preview.error ? errorText(preview.error) : undefined);
  return (
    <div className={style.form} data-wide role="group" aria-label={t('plan')}>
      <Select
        autoFocus
        aria-label={t('offer')}
        placeholder={t('offer')}
        value={contentId}
        loading={texts.isPending}
        notFoundContent={t('noOffer')}
        options={offers.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(value: string) => {
          setContentId(value);
          setProblem(undefined);
        }}
      />
      {contentId === undefined && <div className={style.preview}>{t('form')}</div>}
      {contentId !== undefined && !figures && !failed && (
        <output className={style.preview}>{t('working')}</output>
      )}
      {figures && <Preview figures={figures} />}
      {failed !== undefined && (
        <div className={style.problem} role="alert">
          {failed}
        </div>
      )}
      <Button
        type="primary"
        loading={busy}
        disabled={!figures || figures.recipients === 0 || preview.isFetching}
        onClick={() => void plan()}
      >
        {figures?.needsApproval ? t('submitAsk') : t('submit', { count: figures?.recipients ?? 0 })}
      </Button>
    </div>
  );
}

function Preview({ figures }: { figures: CampaignPreview }) {
  const { t, i18n } = useTranslation(['campaign', 'today']);
  const now = useNow();
  const { recipients, removed, missing, ahead, days, offerToOn, needsApproval, limit, unasked } = figures;
  const keptOut = removed.reduce((sum, { customers }) => sum + customers, 0);
  const day = (on: string) => dateText(on, i18n.language, now);
  const wordOf = (code: CampaignPreview['removed'][number]['code'], part: 'name' | 'explain') =>
    campaignCodes.some((own) => own === code)
      ? t(`reason.${code}.${part}`)
      : t(`today:hidden.${code}.${part}`);
  return (
    <output className={style.preview}>
      <strong className={style.remain}>{t('remain', { count: recipients })}</strong>
      {days && recipients > 0 && (
        <div>{t('days', { ...days, count: days.days, lastOn: day(days.lastOn) })}</div>
      )}
      {ahead > 0 && recipients > 0 && <div>{t('ahead', { count: ahead })}</div>}
      {!days && recipients > 0 && <div className={style.warn}>{t('noDays')}</div>}
      {days && offerToOn !== null && recipients > 0 && days.lastOn > offerToOn && (
        <div className={style.warn}>{t('tooLong', { toOn: day(offerToOn) })}</div>
      )}
      {needsApproval && (
        <div className={style.warn}>{t(unasked > 0 ? 'asksTogether' : 'asks', { limit, unasked })}</div>
      )}
      {keptOut > 0 && (
        <>
          <div className={style.head}>{t('keptOut', { count: keptOut })}</div>
          <ul className={style.reasons}>
            {removed.map(({ code, customers, names }) => (
              <li key={code} title={wordOf(code, 'explain')}>
                <b>{wordOf(code, 'name')}</b> {customers}
                {' · '}
                {names.join('、')}
                {customers > names.length && t('today:promo.others', { count: customers - names.length })}
              </li>
            ))}
          </ul>
        </>
      )}
      {missing > 0 && <div>{t('missing', { count: missing })}</div>}
      {recipients > 0 && <div className={style.hint}>{t('byHand')}</div>}
    </output>
  );
}
