import { CloudUploadOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import './piece.css';

/** 待同步: saved on this device and not yet confirmed by the company server. `compact` shows the sign alone. */
export function PendingMark({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation('common');
  return (
    <Tooltip title={t('pending.explain')}>
      <span className="pending-mark" aria-label={t('pending.label')} role="img">
        <CloudUploadOutlined />
        {!compact && <span>{t('pending.label')}</span>}
      </span>
    </Tooltip>
  );
}
