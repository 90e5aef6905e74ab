/** The tier with its reason. It decides how often somebody is spoken to, so another one is set with a reason. */
import { DownOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { tiers, type Tier } from '#shared/domain/entity/book.ts';
import { useErrorText } from '../../../components/use-error-text.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { PopoverBody } from '../../../components/popover-body.tsx';
import { useEscape } from '../use-escape.ts';
import { TierWhy } from './tier-why.tsx';
import { useCardInsight } from './use-card-insight.ts';
import { ReasonField } from './reason-field.tsx';
import { useKeptChange } from './use-customer-card.ts';
import editable from './editable.module.css';
import style from './trust.module.css';

export function TierPanel({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation(['customers', 'card']);
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const label = t('field.tier');
  const value = `${t(`tier.${card.tier}`)} · ${t(`tierHint.${card.tier}`)}`;
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <PopoverBody>
          <TierForm card={card} readOnly={readOnly} onDone={() => setOpen(false)} />
        </PopoverBody>
      }
    >
      <button
        type="button"
        className={`${editable.value} ${editable.choice}`}
        aria-label={t('edit.field', { label, value })}
        aria-expanded={open}
      >
        <span className="tier-chip" data-tier={card.tier}>
          {t(`tier.${card.tier}`)}
        </span>
        <DownOutlined className={editable.caret} aria-hidden />
      </button>
    </Popover>
  );
}

interface TierFormProps {
  card: CustomerCard;
  readOnly: boolean;
  onDone: () => void;
}

function TierForm({ card, readOnly, onDone }: TierFormProps) {
  const { t } = useTranslation(['customers', 'card']);
  const change = useKeptChange(card);
  const insight = useCardInsight(card.id);
  const errorText = useErrorText();
  const [tier, setTier] = useState<Tier>(card.tier);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    if (tier === card.tier) return onDone();
    if (reason.trim() === '') return setProblem(t('card:tier.reasonMissing'));
    try {
      await change('tier', { tier }, reason, t('card:tier.done', { tier: t(`tier.${tier}`) }));
      onDone();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <div className={style.panel} role="group" aria-label={t('field.tier')}>
      {insight.data && <TierWhy card={card} tier={insight.data.tier} />}
      {!readOnly && (
        <>
          <ChoiceChips
            single
            label={t('field.tier')}
            choices={tiers.map((value) => ({
              value,
              label: t(`tier.${value}`),
              hint: t(`tierHint.${value}`),
            }))}
            chosen={[tier]}
            onChoose={(value) => {
              setTier(value);
              setProblem(undefined);
            }}
          />
          <p className={style.quiet}>{t(`tierHint.${tier}`)}</p>
        </>
      )}
      {tier !== card.tier && (
        <>
          <ReasonField
            autoFocus
            label={t('card:tier.reason')}
            value={reason}
            isWrong={problem !== undefined}
            onChange={(value) => {
              setReason(value);
              setProblem(undefined);
            }}
            onEnter={() => void save()}
          />
          {problem !== undefined && (
            <div className={style.problem} role="alert">
              {problem}
            </div>
          )}
          <Button size="small" type="primary" onClick={() => void save()}>
            {t('card:tier.save', { tier: t(`tier.${tier}`) })}
          </Button>
        </>
      )}
    </div>
  );
}
