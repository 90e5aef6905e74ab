import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** What a person sees instead of a broken screen: calm, with what is safe and what to do. */
export function ErrorPage({ onRetry }: { onRetry?: () => void }) {
  const { t } = useTranslation('common');
  return (
    <main className="plain-page" role="alert">
      <h1>{t('crash.title')}</h1>
      <p>{t('crash.text')}</p>
      <div className="plain-page-actions">
        {onRetry && (
          <Button type="primary" onClick={onRetry}>
            {t('crash.again')}
          </Button>
        )}
        <Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
      </div>
    </main>
  );
}
