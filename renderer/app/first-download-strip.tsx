import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from './session.tsx';

/** While the first download runs: how far it is. What has arrived can be used already. */
export function FirstDownloadStrip() {
  const { t, i18n } = useTranslation('common');
  const { firstDownload } = useSession();
  if (!firstDownload) return null;
  const { received, remaining } = firstDownload;
  const percent =
    remaining === null ? null : Math.round((100 * received) / Math.max(1, received + remaining));
  const count = new Intl.NumberFormat(i18n.language).format(received);
  return (
    <div className="first-download" role="status">
      <span>{t('firstDownload.text', { count: received, shown: count })}</span>
      <Progress
        percent={percent ?? 100}
        status={percent === null ? 'active' : 'normal'}
        showInfo={percent !== null}
        size="small"
        aria-label={t('firstDownload.label')}
      />
    </div>
  );
}
