/** One deal: its stage is changed in place, won with an order, lost for a reason; each with the way back. */
import { DeleteOutlined, EditOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealFields, DealView } from '#shared/contract/deal.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { dealStages, lossReasons, type LossReason } from '#shared/domain/entity/deal.ts';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { QuietMenu } from '../quiet-menu.tsx';
import { RowMarks } from './card-mark.tsx';
import { DealForm } from './deal-form.tsx';
import { EditableChoice } from './editable-choice.tsx';
import { yuan } from './money.ts';
import { OrderForm } from './order-form.tsx';
import care from './care.module.css';
import style from './known.module.css';

interface DealRowProps {
  deal: DealView;
  marginShare: number;
  readOnly: boolean;
}

export function DealRow({ deal, marginShare, readOnly }: DealRowProps) {
  const { t } = useTranslation('deal');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const today = dateOf(useNow());
  const [form, setForm] = useState<'edit' | 'win'>();
  const { id, product, amountFen, marginFen, stage, expectedOn, status, lossReason } = deal;
  const close = () => setForm(undefined);

  const change = async (wanted: DealFields) => {
    await api.deal.patch({ id, deal: wanted });
    close();
    const former = { product, amountFen, marginFen, stage, expectedOn };
    undoToast(t('changed', { product: wanted.product }), () => api.deal.patch({ id, deal: former }));
  };
  const lose = async (reason: LossReason) => {
    try {
      await api.deal.lose({ id, reason });
      undoToast(t('lost', { product }), () => api.deal.reopen({ id, orderId: null }));
    } catch (error) {
      fail(error);
    }
  };
  const reopen = async () => {
    try {
      await api.deal.reopen({ id, orderId: null });
      undoToast(t('reopened', { product }), () => api.deal.lose({ id, reason: lossReason! }));
    } catch (error) {
      fail(error);
    }
  };
  const remove = async () => {
    try {
      await api.deal.delete({ id });
      undoToast(t('removed', { product }), () => api.deal.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  if (form !== undefined) {
    return (
      <li data-entry={id} className={style.row}>
        <div className={style.editing}>
          {form === 'edit' ? (
            <DealForm
              initial={deal}
              isNew={false}
              marginShare={marginShare}
              onSave={change}
              onCancel={close}
            />
          ) : (
            <OrderForm
              isNew={false}
              initial={{
                product,
                quantity: 1,
                paidFen: amountFen,
                marginFen: marginFen ?? 0,
                orderedOn: today,
              }}
              onCancel={close}
              onSave={async (order) => {
                const { orderId } = await api.deal.win({ id, order });
                undoToast(t('won', { product: order.product }), () => api.deal.reopen({ id, orderId }));
              }}
            />
          )}
        </div>
      </li>
    );
  }
  return (
    <li data-entry={id} className={style.row} data-settled={status === 'open' ? undefined : true}>
      <DealWords deal={deal} readOnly={readOnly} />
      {!readOnly && (
        <span className={style.actions}>
          {status === 'open' ? (
            <>
              <span>
                <Button
                  size="small"
                  type="text"
                  aria-label={t('win', { product })}
                  onClick={() => setForm('win')}
                >
                  {t('winShort')}
                </Button>
                <QuietMenu
                  items={lossReasons.map((value) => ({ value, label: t(`loss.${value}`) }))}
                  placement="bottomRight"
                  onChoose={(reason) => void lose(reason as LossReason)}
                >
                  <Button size="small" type="text" aria-label={t('lose', { product })}>
                    {t('loseShort')}
                  </Button>
                </QuietMenu>
              </span>
              <Button
                size="small"
                type="text"
                icon={<EditOutlined />}
                aria-label={t('change', { product })}
                title={t('changeShort')}
                onClick={() => setForm('edit')}
              />
            </>
          ) : (
            <span>
              {status === 'lost' && (
                <Button
                  size="small"
                  type="text"
                  icon={<UndoOutlined />}
                  aria-label={t('reopen', { product })}
                  title={t('reopenShort')}
                  onClick={() => void reopen()}
                />
              )}
            </span>
          )}
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('remove', { product })}
            title={t('removeShort')}
            onClick={() => void remove()}
          />
        </span>
      )}
    </li>
  );
}

function DealWords({ deal, readOnly }: { deal: DealView; readOnly: boolean }) {
  const { t, i18n } = useTranslation('deal');
  const api = useApi();
  const undoToast = useUndoToast();
  const nowMs = useNow();
  const { id, product, amountFen, stage, chance, expectedOn, isLate, status, closedAt, lossReason } = deal;
  const day = (on: string) => dateText(on, i18n.language, nowMs);
  const chanceOf = `${Math.round(chance * 100)}%`;
  return (
    <div className={style.words}>
      <span>
        {product} <span className={style.quiet}>{yuan(amountFen, i18n.language)}</span>
      </span>
      {status === 'open' ? (
        <>
          <EditableChoice
            label={t('stageLabel')}
            value={stage}
            choices={dealStages.map((value) => ({ value, label: t(`stage.${value}`) }))}
            shown={`${t(`stage.${stage}`)} ${chanceOf}`}
            readOnly={readOnly}
            onSave={async (wanted) => {
              await api.deal.setStage({ id, stage: wanted });
              undoToast(t('moved', { product, stage: t(`stage.${wanted}`) }), () =>
                api.deal.setStage({ id, stage }),
              );
            }}
          />
          {expectedOn !== null && (
            <span className={care.quietLine} data-late={isLate || undefined}>
              {t(isLate ? 'late' : 'due', { day: day(expectedOn) })}
            </span>
          )}
        </>
      ) : (
        <span className={style.quiet}>
          {status === 'won' ? t('isWon') : t('isLost', { reason: t(`loss.${lossReason ?? 'product'}`) })}
          {closedAt !== null && ` · ${day(dateOf(closedAt))}`}
        </span>
      )}
      <RowMarks id={id} pending={deal.pending} />
    </div>
  );
}
