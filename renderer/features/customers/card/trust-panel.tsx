/** The trust stage with the signs it stands on (R16). Another stage than theirs needs a reason. */
import { CheckOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { trustStages, type TrustStage } from '#shared/domain/entity/book.ts';
import { fullText } from '../../../components/time-format.ts';
import { useErrorText } from '../../../components/use-error-text.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { PopoverBody } from '../../../components/popover-body.tsx';
import { useEscape } from '../use-escape.ts';
import { EndorsementList } from './endorsement-list.tsx';
import { useCardInsight } from './use-card-insight.ts';
import { ReasonField } from './reason-field.tsx';
import { useKeptChange } from './use-customer-card.ts';
import editable from './editable.module.css';
import style from './trust.module.css';

export function TrustStagePanel({ card, readOnly }: { card: CustomerCard; readOnly: boolean }) {
  const { t } = useTranslation(['card', 'customers']);
  const [open, setOpen] = useState(false);
  const insight = useCardInsight(card.id);
  useEscape(open, () => setOpen(false));
  const stage = t(`customers:trustStage.${card.trustStage}`);
  const proposes =
    insight.data && insight.data.trust.bySigns !== card.trustStage && !insight.data.trust.manual;
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        insight.data && (
          <PopoverBody>
            <TrustSigns
              card={card}
              trust={insight.data.trust}
              readOnly={readOnly}
              onDone={() => setOpen(false)}
            />
          </PopoverBody>
        )
      }
    >
      <button
        type="button"
        className={`${editable.value} ${editable.choice}`}
        aria-expanded={open}
        aria-label={t('trust.open', { stage })}
      >
        {stage}
        {proposes && <span className={style.dot} title={t('trust.differs')} />}
        <DownOutlined className={editable.caret} aria-hidden />
      </button>
    </Popover>
  );
}

interface TrustSignsProps {
  card: CustomerCard;
  trust: CardInsight['trust'];
  readOnly: boolean;
  onDone: () => void;
}

function TrustSigns({ card, trust, readOnly, onDone }: TrustSignsProps) {
  const { t, i18n } = useTranslation(['card', 'customers']);
  const change = useKeptChange(card);
  const errorText = useErrorText();
  const [stage, setStage] = useState<TrustStage>(card.trustStage);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const stageText = (value: TrustStage) => t(`customers:trustStage.${value}`);
  const needsReason = stage !== card.trustStage && stage !== trust.bySigns;

  const save = async () => {
    if (stage === card.trustStage) return onDone();
    if (needsReason && reason.trim() === '') return setProblem(t('trust.reasonMissing'));
    try {
      await change('trustStage', { trustStage: stage }, reason, t('trust.done', { stage: stageText(stage) }));
      onDone();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <div className={style.panel} role="group" aria-label={t('trust.title')}>
      {(['approved', 'committed'] as const).map((of) => (
        <section key={of}>
          <h4>{t('trust.of', { stage: stageText(of), count: trust.needed })}</h4>
          <ul className={style.signs}>
            {trust.evidence
              .filter((row) => row.stage === of)
              .map(({ sign, isMet }) => (
                <li key={sign} data-met={isMet || undefined}>
                  <span className={style.mark}>{isMet && <CheckOutlined aria-label={t('trust.met')} />}</span>
                  {t(`trust.sign.${sign}`)}
                </li>
              ))}
          </ul>
        </section>
      ))}
      <EndorsementList customerId={card.id} endorsements={trust.endorsements} readOnly={readOnly} />
      <p className={style.verdict}>
        {t('trust.bySigns', { stage: stageText(trust.bySigns) })}
        {trust.downgrade && ` ${t(`trust.downgrade.${trust.downgrade}`)}`}
      </p>
      {trust.manual && (
        <p className={style.quiet}>
          {t('trust.manual', {
            name: trust.manual.byName ?? '',
            at: fullText(trust.manual.at, i18n.language),
            reason: trust.manual.reason,
          })}
        </p>
      )}
      {!readOnly && (
        <>
          <ChoiceChips
            single
            label={t('customers:field.trustStage')}
            choices={trustStages.map((value) => ({ value, label: stageText(value) }))}
            chosen={[stage]}
            onChoose={(value) => {
              setStage(value);
              setProblem(undefined);
            }}
          />
          {needsReason && (
            <ReasonField
              autoFocus
              label={t('trust.reason')}
              value={reason}
              isWrong={problem !== undefined}
              onChange={(value) => {
                setReason(value);
                setProblem(undefined);
              }}
              onEnter={() => void save()}
            />
          )}
          {problem !== undefined && (
            <div className={style.problem} role="alert">
              {problem}
            </div>
          )}
          {stage !== card.trustStage && (
            <Button size="small" type="primary" onClick={() => void save()}>
              {t('trust.save', { stage: stageText(stage) })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
