import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import type { AppointmentFields, AppointmentView } from '#shared/contract/appointment.ts';
import { dayWord, fullText, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { AppointmentForm } from './appointment-form.tsx';
import { RowMarks } from './card-mark.tsx';
import list from './promise-list.module.css';

interface AppointmentRowProps {
  appointment: AppointmentView;
  readOnly: boolean;
}

/** Before it begins it can be moved or called off; from then on the question is whether they came. */
export function AppointmentRow({ appointment, readOnly }: AppointmentRowProps) {
  const { t, i18n } = useTranslation('care');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const [moving, setMoving] = useState(false);
  const { id, title, place, startAt, minutes, status } = appointment;
  const former: AppointmentFields = { title, place, startAt, minutes };
  const hasBegun = Date.parse(startAt) <= now;
  const isOpen = status === 'planned';

  const settle = async (wanted: AppointmentView['status']) => {
    try {
      await api.appointment.setStatus({ id, status: wanted });
      undoToast(t(`appointment.done.${wanted}`), () => api.appointment.setStatus({ id, status }));
    } catch (error) {
      fail(error);
    }
  };
  if (moving) {
    return (
      <li className={list.row}>
        <AppointmentForm
          initial={former}
          onCancel={() => setMoving(false)}
          onSave={async (changed) => {
            await api.appointment.patch({ id, appointment: changed });
            setMoving(false);
            undoToast(t('appointment.changed'), async () => {
              await api.appointment.patch({ id, appointment: former });
              await api.appointment.setStatus({ id, status });
            });
          }}
        />
      </li>
    );
  }
  const when = {
    day: dayWord(dateOf(startAt), i18n.language, now),
    time: timeText(startAt, i18n.language),
  };
  return (
    <li className={list.row}>
      <div className={list.words}>
        <div className={list.body}>{place === '' ? title : `${title} · ${place}`}</div>
        <div className={list.due} data-late={(isOpen && hasBegun) || undefined}>
          <time dateTime={startAt} title={fullText(startAt, i18n.language)}>
            {isOpen
              ? t(hasBegun ? 'appointment.asks' : 'appointment.at', when)
              : t(`appointment.was.${status}`, when)}
          </time>
          <RowMarks id={appointment.id} pending={appointment.pending} />
        </div>
      </div>
      {!readOnly && isOpen && hasBegun && (
        <>
          <Button size="small" onClick={() => void settle('kept')}>
            {t('appointment.kept')}
          </Button>
          <Button size="small" onClick={() => void settle('no_show')}>
            {t('appointment.noShow')}
          </Button>
        </>
      )}
      {!readOnly && status !== 'kept' && (
        <Button size="small" type="text" onClick={() => setMoving(true)}>
          {t(isOpen ? 'appointment.move' : 'appointment.again')}
        </Button>
      )}
      {!readOnly && isOpen && !hasBegun && (
        <Button size="small" type="text" onClick={() => void settle('cancelled')}>
          {t('appointment.cancel')}
        </Button>
      )}
    </li>
  );
}
