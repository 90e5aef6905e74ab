import { CheckOutlined, DeleteOutlined, EditOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { dayWord, fullText, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { RowMarks } from './card-mark.tsx';
import { PromiseForm } from './promise-form.tsx';
import style from './promise-list.module.css';

type Promised = CustomerCard['promises'][number];

/** Open, it is kept, cancelled or moved; what was settled by mistake is opened again. */
export function PromiseRow({ promise, readOnly }: { promise: Promised; readOnly: boolean }) {
  const { t, i18n } = useTranslation('customers');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const [changing, setChanging] = useState(false);
  const { id, body, dueAt, status, closedAt } = promise;
  const at = status === 'open' ? dueAt : (closedAt ?? dueAt);
  const isLate = status === 'open' && Date.parse(dueAt) <= now;

  const settle = async (wanted: Promised['status']) => {
    try {
      await api.promise.setStatus({ id, status: wanted });
      undoToast(t(`promise.${wanted}Done`), () => api.promise.setStatus({ id, status }));
    } catch (error) {
      fail(error);
    }
  };
  const remove = async () => {
    try {
      await api.promise.delete({ id });
      undoToast(t('promise.deleted'), () => api.promise.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  if (changing) {
    return (
      <li className={style.row}>
        <PromiseForm
          initial={{ body, dueAt }}
          onCancel={() => setChanging(false)}
          onSave={async (changed) => {
            await api.promise.patch({ id, promise: changed });
            setChanging(false);
            undoToast(t('promise.changed'), () => api.promise.patch({ id, promise: { body, dueAt } }));
          }}
        />
      </li>
    );
  }
  const when = { day: dayWord(dateOf(at), i18n.language, now), time: timeText(at, i18n.language) };
  return (
    <li className={style.row} data-entry={id}>
      <div className={style.words}>
        <div className={style.body}>{body}</div>
        <div className={style.due} data-late={isLate || undefined}>
          <time dateTime={at} title={fullText(at, i18n.language)}>
            {status === 'open'
              ? t(isLate ? 'promise.late' : 'promise.due', when)
              : t(`promise.was.${status}`, when)}
          </time>
          <RowMarks id={id} pending={promise.pending} />
        </div>
      </div>
      {!readOnly && status === 'open' && (
        <>
          <Button size="small" icon={<CheckOutlined />} onClick={() => void settle('kept')}>
            {t('promise.keep')}
          </Button>
          <Button size="small" type="text" onClick={() => void settle('cancelled')}>
            {t('promise.cancel')}
          </Button>
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={t('promise.change', { body })}
            title={t('promise.changeShort')}
            onClick={() => setChanging(true)}
          />
        </>
      )}
      {!readOnly && status !== 'open' && (
        <Button
          size="small"
          type="text"
          icon={<UndoOutlined />}
          aria-label={t('promise.reopen', { body })}
          title={t('promise.reopenShort')}
          onClick={() => void settle('open')}
        />
      )}
      {!readOnly && (
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('promise.delete', { body })}
          title={t('promise.deleteShort')}
          onClick={() => void remove()}
        />
      )}
    </li>
  );
}
