/** The rep's days off and meetings: the plan gives them no minutes, and clocks stand still on leave. */
import { DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { PendingMark } from '../../components/pending-mark.tsx';
import { dayWord } from '../../components/time-format.ts';
import { useNow } from '../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import { LeaveForm } from './leave-form.tsx';
import { MeetingForm } from './meeting-form.tsx';
import style from './time-off.module.css';

export function TimeOffSection() {
  const { t, i18n } = useTranslation('care');
  const api = useApi();
  const query = useQuery(useOrpc().timeOff.list.queryOptions());
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const now = useNow();
  const today = dateOf(now);
  const day = (on: string) => dayWord(on, i18n.language, now);

  const remove = async (kind: 'Leave' | 'Meeting', id: string) => {
    try {
      await api.timeOff[`delete${kind}`]({ id });
      undoToast(t('timeOff.removed'), () => api.timeOff[`restore${kind}`]({ id }));
    } catch (error) {
      fail(error);
    }
  };
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { leaves = [], meetings = [] } = query.data ?? {};
  return (
    <div className={style.parts}>
      <div>
        <h3 className={style.head}>{t('timeOff.leaves')}</h3>
        <p className={style.hint}>{t('timeOff.leavesHint')}</p>
        <ul className={style.list} aria-label={t('timeOff.leaves')}>
          {leaves.map(({ id, fromOn, toOn, kind, pending }) => {
            const days = fromOn === toOn ? day(fromOn) : `${day(fromOn)} – ${day(toOn)}`;
            return (
              <Line key={id} pending={pending} name={days} onRemove={() => void remove('Leave', id)}>
                {[
                  days,
                  t(`timeOff.kind.${kind}`),
                  ...(kind === 'leave' && fromOn <= today ? [t('timeOff.isNow')] : []),
                ].join(' · ')}
              </Line>
            );
          })}
        </ul>
        <LeaveForm
          today={today}
          onAdd={async (leave) => {
            const { id } = await api.timeOff.addLeave(leave);
            undoToast(t('timeOff.leaveAdded'), () => api.timeOff.deleteLeave({ id }));
          }}
        />
      </div>
      <div>
        <h3 className={style.head}>{t('timeOff.meetings')}</h3>
        <p className={style.hint}>{t('timeOff.meetingsHint')}</p>
        <ul className={style.list} aria-label={t('timeOff.meetings')}>
          {meetings.map(({ id, meetOn, title, minutes, pending }) => {
            const name = title === '' ? t('timeOff.meeting') : title;
            return (
              <Line key={id} pending={pending} name={name} onRemove={() => void remove('Meeting', id)}>
                {[day(meetOn), name, t('appointment.minutes', { count: minutes })].join(' · ')}
              </Line>
            );
          })}
        </ul>
        <MeetingForm
          today={today}
          onAdd={async (meeting) => {
            const { id } = await api.timeOff.addMeeting(meeting);
            undoToast(t('timeOff.meetingAdded'), () => api.timeOff.deleteMeeting({ id }));
          }}
        />
      </div>
    </div>
  );
}

function Line(props: { name: string; pending: boolean; onRemove: () => void; children: ReactNode }) {
  const { t } = useTranslation('care');
  const label = t('timeOff.remove', { name: props.name });
  return (
    <li className={style.line}>
      <span>{props.children}</span>
      {props.pending && <PendingMark compact />}
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={label}
        title={label}
        onClick={props.onRemove}
      />
    </li>
  );
}
