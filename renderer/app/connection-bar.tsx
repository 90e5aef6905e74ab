import { SyncOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

/** The link between this window and the program behind it broke; it is opened again without a click. */
export function ConnectionBar() {
  const { t } = useTranslation('common');
  return (
    <div className="connection-bar" role="status">
      <SyncOutlined spin />
      {t('connection.lost')}
    </div>
  );
}
