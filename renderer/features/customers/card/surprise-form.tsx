/** A small gift somebody has thought of, in own words. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImeInput, useEnterSubmit } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { useFailToast } from '../../../components/undo-toast.tsx';
import style from './surprise-list.module.css';

const mostYuan = 100_000;

interface SurpriseFormProps {
  initial?: { body: string; priceFen: number };
  /** Given: R4 allowed it at this price. */
  isPriceFixed?: boolean;
  onSave: (surprise: { body: string; priceFen: number }) => Promise<void>;
  onClose: () => void;
}

export function SurpriseForm({ initial, isPriceFixed, onSave, onClose }: SurpriseFormProps) {
  const { t } = useTranslation('customers');
  const fail = useFailToast();
  const [body, setBody] = useState(initial?.body ?? '');
  const [price, setPrice] = useState<TypedNumber>(initial ? initial.priceFen / 100 : null);
  const isReady = body.trim() !== '';

  const save = async () => {
    if (!isReady || price === undefined) return;
    try {
      await onSave({ body: body.trim(), priceFen: Math.round((price ?? 0) * 100) });
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  const onEnter = useEnterSubmit(() => void save());
  return (
    <div
      className={style.form}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
          event.stopPropagation();
          onClose();
        } else onEnter(event);
      }}
    >
      <ImeInput
        autoFocus
        className={style.body}
        value={body}
        maxLength={500}
        aria-label={t('surprise.body')}
        placeholder={t('surprise.placeholder')}
        onChange={(event) => setBody(event.target.value)}
      />
      <NumberInput
        className={style.price}
        value={price}
        disabled={isPriceFixed}
        min={0}
        max={mostYuan}
        decimals={2}
        aria-label={t('surprise.price')}
        placeholder={t('surprise.price')}
        onChange={setPrice}
      />
      <Button type="primary" disabled={!isReady} onClick={() => void save()}>
        {t('surprise.save')}
      </Button>
    </div>
  );
}
