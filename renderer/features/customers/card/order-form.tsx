/** One order: what, how many, how much was paid, on which day. The margin may stay open. */
import type { InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderFields } from '#shared/contract/order.ts';
import { DateField } from '../../../components/date-field.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { FormEnd } from './form-end.tsx';
import { formKeys } from './form-keys.ts';
import { useFormSave } from './use-form-save.ts';
import contact from './contact-point.module.css';
import style from './care.module.css';

interface OrderFormProps {
  initial: OrderFields;
  /** The amount is open until somebody says it. */
  isNew: boolean;
  onSave: (order: OrderFields) => Promise<void>;
  onCancel: () => void;
}

export function OrderForm({ initial, isNew, onSave, onCancel }: OrderFormProps) {
  const { t } = useTranslation(['card', 'customers', 'common']);
  const [product, setProduct] = useState(initial.product);
  const [quantity, setQuantity] = useState<TypedNumber>(initial.quantity);
  const [paid, setPaid] = useState<TypedNumber>(isNew ? null : initial.paidFen / 100);
  const [margin, setMargin] = useState<TypedNumber>(initial.marginFen === 0 ? null : initial.marginFen / 100);
  const [orderedOn, setOrderedOn] = useState(initial.orderedOn);
  const [orderNo, setOrderNo] = useState(initial.orderNo ?? '');
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);

  const { problem, saving, save, edited } = useFormSave(
    () => {
      if (product.trim() === '') return t('order.productMissing');
      if ([quantity, paid, margin].includes(undefined)) return t('common:number.stopped');
      if (paid === null) return t('order.paidMissing');
      return orderedOn === '' ? t('order.dayMissing') : undefined;
    },
    () =>
      onSave({
        product: product.trim(),
        quantity: quantity ?? 1,
        paidFen: Math.round((paid ?? 0) * 100),
        marginFen: Math.round((margin ?? 0) * 100),
        orderedOn,
        orderNo: orderNo.trim(),
      }),
  );
  const onKeyDown = formKeys({ onSave: save, onCancel });
  const money = { size: 'small' as const, decimals: 2, min: -1e9, max: 1e9, prefix: '¥' };
  return (
    <div className={contact.form} role="group" aria-label={t('order.one')} onKeyDown={onKeyDown}>
      <div className={contact.formLine}>
        <ImeInput
          ref={field}
          size="small"
          aria-label={t('order.product')}
          placeholder={t('order.product')}
          maxLength={200}
          value={product}
          onChange={(event) => edited(setProduct)(event.target.value)}
        />
        <NumberInput
          size="small"
          className={style.narrow}
          aria-label={t('order.quantity')}
          title={t('order.quantity')}
          prefix="×"
          min={1}
          max={1_000_000}
          value={quantity}
          onChange={edited(setQuantity)}
        />
      </div>
      <div className={contact.formLine}>
        <NumberInput
          {...money}
          className={style.wide}
          aria-label={t('order.paid')}
          title={t('order.paidHint')}
          placeholder={t('order.paid')}
          value={paid}
          onChange={edited(setPaid)}
        />
        <NumberInput
          {...money}
          className={style.wide}
          aria-label={t('order.margin')}
          placeholder={t('order.marginOpen')}
          value={margin}
          onChange={edited(setMargin)}
        />
      </div>
      <div className={contact.formLine}>
        <DateField
          size="small"
          aria-label={t('order.day')}
          value={orderedOn}
          onChange={(value) => edited(setOrderedOn)(value)}
        />
        <ImeInput
          size="small"
          aria-label={t('order.number')}
          placeholder={t('order.number')}
          maxLength={100}
          value={orderNo}
          onChange={(event) => edited(setOrderNo)(event.target.value)}
        />
      </div>
      <FormEnd problem={problem} saving={saving} onSave={save} onCancel={onCancel} />
    </div>
  );
}
