import { useTranslation } from 'react-i18next';

/** This tab holds no valid key of the running program: it was started anew, or the address was copied without its end. */
export function RefusedPage() {
  const { t } = useTranslation('common');
  return (
    <main className="plain-page">
      <h1>{t('refused.title')}</h1>
      <p>{t('refused.text')}</p>
    </main>
  );
}
