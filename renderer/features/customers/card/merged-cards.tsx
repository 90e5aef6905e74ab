/** Cards that became part of this one; for a day there is a way back. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { RelativeTime } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import style from './merged-cards.module.css';

export function MergedCards({ card }: { card: CustomerCard }) {
  const { t } = useTranslation('card');
  const api = useApi();
  const say = useUndoToast();
  const fail = useFailToast();
  const [undoing, setUndoing] = useState<string>();
  if (card.merged.length === 0) return null;
  const undo = async (id: string, name: string) => {
    setUndoing(id);
    try {
      await api.merge.undo({ customerId: id });
      say(t('merge.undone', { name }));
    } catch (error) {
      fail(error);
    }
    setUndoing(undefined);
  };
  return (
    <ul className={style.merged}>
      {card.merged.map(({ id, name, at, undoUntil }) => (
        <li key={id}>
          <span>
            {t('merge.merged', { name })} <RelativeTime at={at} />
          </span>
          {undoUntil !== null && (
            <Button
              size="small"
              type="text"
              loading={undoing === id}
              disabled={undoing !== undefined}
              onClick={() => void undo(id, name)}
            >
              {t('merge.undo')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
