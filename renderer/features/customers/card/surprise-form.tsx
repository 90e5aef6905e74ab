/** A small gift somebody has thought of, in own words. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImeInput, useEnterSubmit } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import style from './surprise-list.module.css';

const mostYuan = 100_000;

export function SurpriseForm({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const say = useUndoToast();
  const fail = useFailToast();
  const [body, setBody] = useState('');
  const [price, setPrice] = useState<TypedNumber>(null);
  const isReady = body.trim() !== '';

  const save = async () => {
    if (!isReady || price === undefined) return;
    try {
      const priceFen = Math.round((price ?? 0) * 100);
      const { id } = await api.surprise.create({ customerId, body: body.trim(), priceFen });
      say(t('surprise.saved'), () => api.surprise.delete({ id }));
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
