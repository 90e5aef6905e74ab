import { Button, Checkbox } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { conflictView } from '#shared/contract/conflict.ts';
import { maskContact } from '../../components/mask-contact.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { RelativeTime, useNow } from '../../components/time-text.tsx';
import { useFailToast } from '../../components/undo-toast.tsx';
import { useApi } from '../../platform/api-context.tsx';
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
          <ConflictValue conflict={conflict} value={conflict.keptValue} text={text} />
          <Button disabled={busy} onClick={() => onResolve('dismiss')}>
            {t('dismiss')}
          </Button>
        </div>
        <div>
          <ValueHead label={t('late')} name={conflict.lateByName} at={conflict.lateAt} />
          <ConflictValue conflict={conflict} value={conflict.lateValue} text={text} />
          <Button disabled={busy} onClick={() => onResolve('take')}>
            {t('take')}
          </Button>
        </div>
      </div>
    </li>
  );
}

interface ConflictValueProps {
  conflict: ConflictView;
  value: unknown;
  text: (value: unknown) => string;
}

/** A phone or WeChat id is masked until asked for, and every look is noted for the audit log, as on the card (R17). */
function ConflictValue({ conflict, value, text }: ConflictValueProps) {
  const { t } = useTranslation(['conflicts', 'field']);
  const api = useApi();
  const fail = useFailToast();
  const [unmasked, setUnmasked] = useState(false);
  const { maskedAs, rowId } = conflict;
  if (maskedAs === null || typeof value !== 'string' || value === '') return <p>{text(value)}</p>;
  const shown = unmasked ? value : maskContact(maskedAs, value);
  const toggle = async () => {
    if (unmasked) return setUnmasked(false);
    try {
      await api.customer.reveal({ id: rowId });
      setUnmasked(true);
    } catch (error) {
      fail(error);
    }
  };
  const kind = t(`field:choice.contact_point.kind.${maskedAs}`);
  return (
    <p>
      <button
        type="button"
        className="conflict-masked"
        aria-label={t(unmasked ? 'hideValue' : 'showValue', { kind, value: shown })}
        title={unmasked ? undefined : t('clickToShow')}
        onClick={() => void toggle()}
      >
        {shown}
      </button>
    </p>
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
