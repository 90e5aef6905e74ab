import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyDateFields, KeyDateView } from '#shared/contract/key-date.ts';
import { dayWord } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { RowMarks } from './card-mark.tsx';
import { annualDateText, lunarText } from './key-date-text.ts';
import { KeyDateForm } from './key-date-form.tsx';
import contact from './contact-point.module.css';
import style from './care.module.css';

export function KeyDateRow({ date, readOnly }: { date: KeyDateView; readOnly: boolean }) {
  const { t, i18n } = useTranslation('care');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const [editing, setEditing] = useState(false);
  const { id, kind, label, calendar, month, day, isLeapMonth, year, nextOn, nextLunar, years } = date;
  const former: KeyDateFields = { kind, label, calendar, month, day, isLeapMonth, year };
  const name = label === '' ? t(`keyDate.kind.${kind}`) : label;

  if (editing && id !== null) {
    return (
      <li>
        <KeyDateForm
          initial={former}
          onCancel={() => setEditing(false)}
          onSave={async (changed) => {
            await api.keyDate.patch({ id, date: changed });
            setEditing(false);
            undoToast(t('keyDate.changed'), () => api.keyDate.patch({ id, date: former }));
          }}
        />
      </li>
    );
  }
  const remove = async () => {
    if (id === null) return;
    try {
      await api.keyDate.delete({ id });
      undoToast(t('keyDate.removed'), () => api.keyDate.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  const solarNext = dayWord(nextOn, i18n.language, now);
  return (
    <li className={`${contact.row} ${style.row}`}>
      <div className={style.words}>
        <div>
          {name}
          <span className={style.quiet}>{annualDateText(date, t, i18n.language)}</span>
          <RowMarks id={date.id} pending={date.pending} />
        </div>
        <div className={style.quietLine}>
          {t('keyDate.next', { solar: solarNext, lunar: lunarText(nextLunar, t) })}
          {years !== null && t(`keyDate.years.${kind}`, { count: years })}
          {id === null && t('keyDate.ofProfile')}
        </div>
      </div>
      {!readOnly && id !== null && (
        <span className={style.actions}>
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={t('keyDate.edit', { name })}
            title={t('keyDate.edit', { name })}
            onClick={() => setEditing(true)}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('keyDate.remove', { name })}
            title={t('keyDate.remove', { name })}
            onClick={() => void remove()}
          />
        </span>
      )}
    </li>
  );
}
