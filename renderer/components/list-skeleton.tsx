import { useTranslation } from 'react-i18next';
import './state-view.css';

/** Rows in the shape of the list that is coming. `height` is that of one row in px. */
export function ListSkeleton({ rows = 6, height = 64 }: { rows?: number; height?: number }) {
  const { t } = useTranslation('common');
  return (
    <div className="list-skeleton" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="list-skeleton-row" style={{ height }}>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
