import { CloudOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from './error-text.ts';
import { useErrorText } from './use-error-text.ts';
import './state-view.css';

/** What happened, what is safe, what to do. Being offline is no problem, so it is not red. */
export function ErrorState({
  error,
  title,
  onRetry,
}: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}) {
  const { t } = useTranslation('common');
  const errorText = useErrorText();
  const offline = errorCodeOf(error).code === 'OFFLINE';
  return (
    <div className="state-view" role="alert" data-tone={offline ? 'plain' : 'red'}>
      <div className="state-view-icon" aria-hidden="true">
        {offline ? <CloudOutlined /> : <ExclamationCircleOutlined />}
      </div>
      <h2>{title ?? t(offline ? 'error.offlineTitle' : 'error.title')}</h2>
      <p>{errorText(error)}</p>
      {onRetry && (
        <div className="state-view-action">
          <Button onClick={onRetry}>{t('action.retry')}</Button>
        </div>
      )}
    </div>
  );
}
