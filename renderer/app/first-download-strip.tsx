import { Progress } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadPercent } from './download-percent.ts';
import { useSession } from './session.tsx';

/** While the first download runs: how far it is, where that is known. What has arrived can be used already. */
export const FirstDownloadStrip = memo(function FirstDownloadStrip() {
  const { t, i18n } = useTranslation('common');
  const { firstDownload } = useSession();
  if (!firstDownload) return null;
  const { received } = firstDownload;
  const percent = downloadPercent(firstDownload);
  const shown = new Intl.NumberFormat(i18n.language).format(received);
  return (
    <div className="first-download" role="status">
      <span>
        {received === 0 ? t('firstDownload.begun') : t('firstDownload.text', { count: received, shown })}
      </span>
      {percent !== undefined && (
        <Progress percent={percent} status="normal" size="small" aria-label={t('firstDownload.label')} />
      )}
    </div>
  );
});
