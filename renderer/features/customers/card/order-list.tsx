/** The last orders. Each can be put right or taken away, with the way back. */
import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import type { OrderFields } from '#shared/contract/order.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { RowMarks } from './card-mark.tsx';
import { yuan } from './money.ts';
import { OrderForm } from './order-form.tsx';
import style from './known.module.css';

type Order = CardInsight['value']['latest'][number];

const shownAtFirst = 5;

export function OrderList({ orders, readOnly }: { orders: readonly Order[]; readOnly: boolean }) {
  const { t, i18n } = useTranslation('card');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [editing, setEditing] = useState<string>();
  const [all, setAll] = useState(false);

  const remove = async ({ id, product }: Order) => {
    try {
      await api.order.delete({ id });
      undoToast(t('order.removed', { product }), () => api.order.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  const change = async (former: Order, order: OrderFields) => {
    await api.order.patch({ id: former.id, order });
    setEditing(undefined);
    const { product, quantity, paidFen, marginFen, orderedOn, orderNo } = former;
    undoToast(t('order.changed', { product: order.product }), () =>
      api.order.patch({
        id: former.id,
        order: { product, quantity, paidFen, marginFen, orderedOn, orderNo },
      }),
    );
  };
  const shown = all ? orders : orders.slice(0, shownAtFirst);
  return (
    <>
      <ul className={style.list}>
        {shown.map((order) => (
          <li key={order.id} data-entry={order.id} className={style.row}>
            {editing === order.id ? (
              <div className={style.editing}>
                <OrderForm
                  initial={order}
                  isNew={false}
                  onSave={(wanted) => change(order, wanted)}
                  onCancel={() => setEditing(undefined)}
                />
              </div>
            ) : (
              <>
                <span className={style.words}>
                  {order.product}
                  {order.quantity > 1 && ` × ${order.quantity}`}
                  <span className={style.quiet}>
                    {[order.orderedOn, yuan(order.paidFen, i18n.language), order.orderNo]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </span>
                  <RowMarks id={order.id} pending={order.pending} />
                </span>
                {!readOnly && (
                  <span className={style.actions}>
                    <span />
                    <Button
                      size="small"
                      type="text"
                      icon={<EditOutlined />}
                      aria-label={t('order.change', { product: order.product })}
                      title={t('order.changeShort')}
                      onClick={() => setEditing(order.id)}
                    />
                    <Button
                      size="small"
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={t('order.remove', { product: order.product })}
                      title={t('order.removeShort')}
                      onClick={() => void remove(order)}
                    />
                  </span>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {orders.length > shownAtFirst && !all && (
        <Button size="small" type="text" onClick={() => setAll(true)}>
          {t('order.more', { count: orders.length - shownAtFirst })}
        </Button>
      )}
    </>
  );
}
