/** One open deal: what, for how much, how far it has come, by when. Enter saves from any field. */
import { type InputRef, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealFields } from '#shared/contract/deal.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { dealStages, type DealStage } from '#shared/domain/entity/deal.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { dealDay, dealTimes } from './deal-day.ts';
import { FormEnd } from './form-end.tsx';
import { formKeys } from './form-keys.ts';
import { useFormSave } from './use-form-save.ts';
import contact from './contact-point.module.css';
import style from './care.module.css';

interface DealFormProps {
  initial: DealFields;
  /** The amount is open until somebody says it. */
  isNew: boolean;
  /** What stands for a margin nobody says, 0–1. */
  marginShare: number;
  onSave: (deal: DealFields) => Promise<void>;
  onCancel: () => void;
}

export function DealForm({ initial, isNew, marginShare, onSave, onCancel }: DealFormProps) {
  const { t, i18n } = useTranslation(['deal', 'common']);
  const nowMs = useNow();
  const today = dateOf(nowMs);
  const [product, setProduct] = useState(initial.product);
  const [amount, setAmount] = useState<TypedNumber>(isNew ? null : initial.amountFen / 100);
  const [margin, setMargin] = useState<TypedNumber>(
    initial.marginFen === null ? null : initial.marginFen / 100,
  );
  const [stage, setStage] = useState<DealStage>(initial.stage);
  const [expectedOn, setExpectedOn] = useState(initial.expectedOn);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);

  const { problem, saving, save, edited } = useFormSave(
    () => {
      if (product.trim() === '') return t('productMissing');
      if (amount === undefined || margin === undefined) return t('common:number.stopped');
      return amount === null ? t('amountMissing') : undefined;
    },
    () =>
      onSave({
        product: product.trim(),
        amountFen: Math.round((amount ?? 0) * 100),
        marginFen: margin === null ? null : Math.round((margin ?? 0) * 100),
        stage,
        expectedOn,
      }),
  );
  const onKeyDown = formKeys({ onSave: save, onCancel });
  const money = { size: 'small' as const, decimals: 2, min: 0, max: 1e9, prefix: '¥' };
  const times = dealTimes.map((time) => ({ value: dealDay(time, today), label: t(`time.${time}`) }));
  const isKnown = expectedOn === null || times.some(({ value }) => value === expectedOn);
  return (
    <div className={contact.form} role="group" aria-label={t('one')} onKeyDown={onKeyDown}>
      <div className={contact.formLine}>
        <ImeInput
          ref={first}
          size="small"
          aria-label={t('product')}
          placeholder={t('product')}
          maxLength={200}
          value={product}
          onChange={(event) => edited(setProduct)(event.target.value)}
        />
        <NumberInput
          {...money}
          className={style.amount}
          aria-label={t('amount')}
          placeholder={t('amount')}
          value={amount}
          onChange={edited(setAmount)}
        />
      </div>
      <ChoiceChips
        single
        label={t('stageLabel')}
        choices={dealStages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        chosen={[stage]}
        onChoose={setStage}
      />
      <div className={contact.formLine}>
        <Select
          size="small"
          className={style.wide}
          aria-label={t('time.label')}
          title={t('time.label')}
          value={expectedOn ?? ''}
          onChange={(value) => setExpectedOn(value === '' ? null : value)}
          options={[
            { value: '', label: t('time.open') },
            ...times,
            ...(isKnown ? [] : [{ value: expectedOn, label: dateText(expectedOn, i18n.language, nowMs) }]),
          ]}
        />
        <NumberInput
          {...money}
          className={style.wide}
          aria-label={t('margin')}
          title={t('marginHint', { share: Math.round(marginShare * 100) })}
          placeholder={t('marginOpen')}
          value={margin}
          onChange={edited(setMargin)}
        />
      </div>
      <FormEnd problem={problem} saving={saving} onSave={save} onCancel={onCancel} />
    </div>
  );
}
