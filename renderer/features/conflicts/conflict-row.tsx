import { Button } from 'antd';
import type { z } from 'zod';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { conflictView } from '#shared/contract/customer.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { RelativeTime, useNow } from '../../components/time-text.tsx';
import { valueText } from './conflict-value.ts';

export type ConflictView = z.infer<typeof conflictView>;

interface ConflictRowProps {
  conflict: ConflictView;
  busy: boolean;
  onResolve: (action: 'take' | 'dismiss') => void;
}

/** Two values for one field, side by side, each with the button that chooses it. */
export function ConflictRow({ conflict, busy, onResolve }: ConflictRowProps) {
  const { t, i18n } = useTranslation(['conflicts', 'customers']);
  const nowMs = useNow();
  const text = (value: unknown): string =>
    valueText({ entity: conflict.entity, field: conflict.field, value }, t, i18n.language, nowMs);
  const fieldName = t(
    conflict.entity === 'customer'
      ? [`customers:field.${conflict.field}`, `field.${conflict.field}`, 'field.other']
      : [`entityField.${conflict.entity}.${conflict.field}`, `field.${conflict.field}`, 'field.other'],
  );
  const name = conflict.customerName ?? t('unknownCustomer');
  return (
    <li className="conflict-row" aria-label={t('row', { name, field: fieldName })}>
      <div className="conflict-head">
        <PersonAvatar name={name} size={32} />
        {conflict.customerId ? (
          <Link to={`/customers/${conflict.customerId}`}>{name}</Link>
        ) : (
          <span>{name}</span>
        )}
        <span className="conflict-field">{fieldName}</span>
        <span className="conflict-who">
          {conflict.lateByName ? t('by', { name: conflict.lateByName }) : t('byUnknown')}{' '}
          <RelativeTime at={conflict.lateAt} />
        </span>
      </div>
      <div className="conflict-values">
        <div>
          <span className="conflict-label">{t('kept')}</span>
          <p>{text(conflict.keptValue)}</p>
          <Button disabled={busy} onClick={() => onResolve('dismiss')}>
            {t('dismiss')}
          </Button>
        </div>
        <div>
          <span className="conflict-label">{t('late')}</span>
          <p>{text(conflict.lateValue)}</p>
          <Button disabled={busy} onClick={() => onResolve('take')}>
            {t('take')}
          </Button>
        </div>
      </div>
    </li>
  );
}
