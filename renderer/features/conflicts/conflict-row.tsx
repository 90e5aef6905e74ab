import { Button, Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { conflictView } from '#shared/contract/conflict.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { RelativeTime, useNow } from '../../components/time-text.tsx';
import { fieldText, valueText } from './conflict-value.ts';

export type ConflictView = z.infer<typeof conflictView>;

interface ConflictRowProps {
  conflict: ConflictView;
  /** Comes into view and has the focus. */
  isAsked: boolean;
  busy: boolean;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onResolve: (action: 'take' | 'dismiss') => void;
}

/** Two values for one field, side by side, each with the button that chooses it. */
export function ConflictRow({ conflict, isAsked, busy, isChosen, onChoose, onResolve }: ConflictRowProps) {
  const { t, i18n } = useTranslation(['conflicts', 'field']);
  const nowMs = useNow();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isAsked) row.current?.focus();
  }, [isAsked]);
  const text = (value: unknown): string =>
    valueText({ entity: conflict.entity, field: conflict.field, value }, t, i18n.language, nowMs);
  const fieldName = fieldText(conflict, t);
  const name = conflict.customerName ?? t('unknownCustomer');
  return (
    <li ref={row} tabIndex={-1} className="conflict-row" aria-label={t('row', { name, field: fieldName })}>
      <div className="conflict-head">
        <Checkbox
          checked={isChosen}
          aria-label={t('choose', { name, field: fieldName })}
          onChange={({ target }) => onChoose(target.checked)}
        />
        <PersonAvatar name={name} size={32} />
        {conflict.customerId ? (
          <Link to={`/customers/${conflict.customerId}`}>{name}</Link>
        ) : (
          <span>{name}</span>
        )}
        <span className="conflict-field">{fieldName}</span>
      </div>
      <div className="conflict-values">
        <div>
          <ValueHead label={t('kept')} name={conflict.keptByName} at={conflict.keptAt} />
          <p>{text(conflict.keptValue)}</p>
          <Button disabled={busy} onClick={() => onResolve('dismiss')}>
            {t('dismiss')}
          </Button>
        </div>
        <div>
          <ValueHead label={t('late')} name={conflict.lateByName} at={conflict.lateAt} />
          <p>{text(conflict.lateValue)}</p>
          <Button disabled={busy} onClick={() => onResolve('take')}>
            {t('take')}
          </Button>
        </div>
      </div>
    </li>
  );
}

/** Which value, whose, and when it was written. */
function ValueHead({ label, name, at }: { label: string; name: string | null; at: string | null }) {
  const { t } = useTranslation('conflicts');
  return (
    <span className="conflict-label">
      <span>{label}</span>
      <span className="conflict-who">
        {name ?? t('byUnknown')} {at && <RelativeTime at={at} />}
      </span>
    </span>
  );
}
