/** Whether this device says by itself what is due, and when it keeps quiet. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFailToast } from '../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import { useShell } from '../../platform/shell.ts';

export function NoticeSection() {
  const { t } = useTranslation('settings');
  const api = useApi();
  const orpc = useOrpc();
  const shell = useShell();
  const queryClient = useQueryClient();
  const fail = useFailToast();
  const { data } = useQuery(orpc.notice.settings.queryOptions());
  if (!data) return null;
  const set = async (on: boolean) => {
    try {
      await api.notice.setOn({ on });
      await queryClient.invalidateQueries({ queryKey: orpc.notice.settings.key() });
    } catch (error) {
      fail(error);
    }
  };
  return (
    <section>
      <h2>{t('notice.title')}</h2>
      <label className="settings-switch">
        <Switch checked={data.on} onChange={(on) => void set(on)} />
        {t('notice.on')}
      </label>
      <p>
        {t('notice.quiet', {
          from: timeOf(data.quietFrom),
          to: timeOf(data.quietTo),
          lunchFrom: timeOf(data.lunchFrom),
          lunchTo: timeOf(data.lunchTo),
          every: data.everyMinutes,
        })}
      </p>
      <p>{t(`notice.${shell.host}`)}</p>
    </section>
  );
}

/** Of a minute of the day. */
function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
