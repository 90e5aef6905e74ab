/** What might please this customer, from what the card holds (practices.md D03). Nothing is kept unless it is ticked. */
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SurpriseIdeaView } from '#shared/contract/surprise.ts';
import type { Tier } from '#shared/domain/entity/book.ts';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { yuan } from './money.ts';
import style from './surprise-list.module.css';

interface SurpriseProposalsProps {
  customerId: string;
  tier: Tier;
  proposals: readonly SurpriseIdeaView[];
  onSaved: () => void;
}

export function SurpriseProposals({ customerId, tier, proposals, onSaved }: SurpriseProposalsProps) {
  const { t, i18n } = useTranslation(['surprise', 'customers']);
  const api = useApi();
  const say = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [saving, setSaving] = useState(false);
  if (proposals.length === 0) return <p className={style.budget}>{t('nothing')}</p>;

  const ideas = proposals.map(({ kind, topic, dateKind, on, priceFen }) => {
    const day = topic || t(`day.${dateKind ?? 'other'}`);
    const body = on === null ? t(`body.${kind}`, { topic }) : t(`body.${kind}`, { topic: day });
    const price = priceFen === 0 ? t('free') : yuan(priceFen, i18n.language);
    const why =
      on === null ? t('why.topic', { topic }) : t('why.day', { on: dateText(on, i18n.language, now) });
    return { body, priceFen, note: [price, priceFen > 0 && t(`tier.${tier}`), why] };
  });
  const chosen = ideas.filter(({ body }) => ticked.has(body));
  const toggle = (body: string) =>
    setTicked((known) => {
      const next = new Set(known);
      if (!next.delete(body)) next.add(body);
      return next;
    });
  const save = async () => {
    setSaving(true);
    try {
      const { ids } = await api.surprise.createAll({
        customerId,
        ideas: chosen.map(({ body, priceFen }) => ({ body, priceFen })),
      });
      say(t('customers:surprise.saved'), () => api.surprise.deleteAll({ ids }));
      onSaved();
    } catch (error) {
      setSaving(false);
      fail(error);
    }
  };
  return (
    <fieldset className={style.proposals}>
      <legend>{t('title')}</legend>
      {ideas.map(({ body, note }) => (
        <Checkbox key={body} checked={ticked.has(body)} onChange={() => toggle(body)}>
          {body} <span className={style.note}>{note.filter(Boolean).join(' · ')}</span>
        </Checkbox>
      ))}
      <Button size="small" disabled={chosen.length === 0} loading={saving} onClick={() => void save()}>
        {chosen.length === 0 ? t('saveNone') : t('save', { count: chosen.length })}
      </Button>
    </fieldset>
  );
}
