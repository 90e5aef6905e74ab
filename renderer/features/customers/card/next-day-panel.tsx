/** The day of the next touch: by the rhythm of the tier, or set by hand with the reason. */
import { DownOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { DateField } from '../../../components/date-field.tsx';
import { PopoverBody } from '../../../components/popover-body.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { DateText, useNow } from '../../../components/time-text.tsx';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { offeredDates } from '../composer/quick-date.ts';
import { useEscape } from '../use-escape.ts';
import { nextDayStart } from './next-day-start.ts';
import { ReasonField } from './reason-field.tsx';
import { useCardInsight } from './use-card-insight.ts';
import { useNextDay } from './use-next-day.ts';
import editable from './editable.module.css';
import style from './trust.module.css';

export function NextDayPanel({ card }: { card: CustomerCard }) {
  const { t } = useTranslation(['card', 'customers']);
  const [open, setOpen] = useState(false);
  useEscape(open, () => setOpen(false));
  const readOnly = card.deletedAt !== null || card.status !== 'active' || card.consent === 'none';
  const next = useCardInsight(card.id).data?.cadence.next;
  const shown = card.nextTouchOn ? <DateText on={card.nextTouchOn} words /> : t('customers:list.noNextTouch');
  if (readOnly) return shown;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <PopoverBody>
          <NextDayForm
            card={card}
            byHand={next?.byHand ?? false}
            former={next?.byHand ? next.reason : ''}
            onDone={() => setOpen(false)}
          />
        </PopoverBody>
      }
    >
      <button
        type="button"
        className={`${editable.value} ${editable.choice}`}
        aria-label={t('next.open', { day: card.nextTouchOn ?? t('customers:list.noNextTouch') })}
        aria-expanded={open}
        title={
          next?.byHand ? t('next.byHand', { reason: next.reason || t('next.noReason') }) : t('next.byRhythm')
        }
      >
        {shown}
        {next?.byHand && <span className={style.dot} />}
        <DownOutlined className={editable.caret} aria-hidden />
      </button>
    </Popover>
  );
}

interface NextDayFormProps {
  card: CustomerCard;
  byHand: boolean;
  former: string;
  onDone: () => void;
}

function NextDayForm({ card, byHand, former, onDone }: NextDayFormProps) {
  const { t } = useTranslation(['card', 'customers']);
  const errorText = useErrorText();
  const setNext = useNextDay(card.id);
  const now = useNow();
  const today = dateOf(now);
  const offered = offeredDates(now);
  const [on, setOn] = useState(nextDayStart(card.nextTouchOn, today));
  const [reason, setReason] = useState(former);
  const [problem, setProblem] = useState<string>();
  const save = async (day: string | null) => {
    if (day === '' || (day !== null && day < today)) return setProblem(t('next.past'));
    try {
      await setNext({ on: day, reason: day === null ? '' : reason });
      onDone();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <div className={style.panel} role="group" aria-label={t('next.title')}>
      <p className={style.quiet}>
        {byHand ? t('next.byHand', { reason: former || t('next.noReason') }) : t('next.byRhythm')}
      </p>
      <ChoiceChips
        single
        label={t('next.day')}
        choices={offered.map(({ choice }) => ({ value: choice, label: t(`customers:quickDate.${choice}`) }))}
        chosen={offered.filter((each) => each.on === on).map(({ choice }) => choice)}
        onChoose={(chosen) => {
          setOn(offered.find(({ choice }) => choice === chosen)!.on);
          setProblem(undefined);
        }}
      />
      <DateField
        size="small"
        aria-label={t('next.day')}
        min={today}
        value={on}
        onChange={(value) => {
          setOn(value);
          setProblem(undefined);
        }}
      />
      <ReasonField
        label={t('next.reason')}
        value={reason}
        isWrong={false}
        onChange={setReason}
        onEnter={() => void save(on)}
      />
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
      <div className={style.add}>
        <Button size="small" type="primary" onClick={() => void save(on)}>
          {t('customers:action.save')}
        </Button>
        {byHand && (
          <Button size="small" type="text" onClick={() => void save(null)}>
            {t('next.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}
