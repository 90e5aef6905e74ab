/** One phone, WeChat id or address: masked until asked for, copied with one click. */
import { CopyOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { useShell } from '../../../platform/shell.ts';
import { RowMarks } from './card-mark.tsx';
import { ContactPointForm } from './contact-point-form.tsx';
import { isMaskedKind, maskContact } from '../../../components/mask-contact.ts';
import style from './contact-point.module.css';

interface ContactPointRowProps {
  point: CustomerCard['contactPoints'][number];
  readOnly: boolean;
}

export function ContactPointRow({ point, readOnly }: ContactPointRowProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const shell = useShell();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const [unmasked, setUnmasked] = useState(false);
  const [editing, setEditing] = useState(false);
  const kind = t(`contactKind.${point.kind}`);
  const shown = unmasked ? point.value : maskContact(point.kind, point.value);

  // Every look is noted for the audit log, and so is a copy.
  const toggle = async () => {
    if (unmasked) return setUnmasked(false);
    try {
      await api.customer.reveal({ id: point.id });
      setUnmasked(true);
    } catch (error) {
      fail(error);
    }
  };
  const copy = async () => {
    try {
      const { value } = isMaskedKind(point.kind) ? await api.customer.reveal({ id: point.id }) : point;
      await shell.copyText(value);
      undoToast(t('contact.copied', { kind }));
    } catch (error) {
      fail(error);
    }
  };
  const edit = async () => {
    try {
      if (isMaskedKind(point.kind) && !unmasked) await api.customer.reveal({ id: point.id });
      setEditing(true);
    } catch (error) {
      fail(error);
    }
  };
  const remove = async () => {
    try {
      await api.customer.deleteContactPoint({ id: point.id });
      undoToast(t('contact.deleted', { kind }), () => api.customer.restoreContactPoint({ id: point.id }));
    } catch (error) {
      fail(error);
    }
  };

  if (editing) {
    return (
      <li>
        <ContactPointForm
          initial={point}
          onCancel={() => setEditing(false)}
          onSave={async ({ kind: newKind, value, label }) => {
            await api.customer.patchContactPoint({ id: point.id, kind: newKind, value, label });
            setEditing(false);
            undoToast(t('contact.changed', { kind }), () =>
              api.customer.patchContactPoint({
                id: point.id,
                kind: point.kind,
                value: point.value,
                label: point.label,
              }),
            );
          }}
        />
      </li>
    );
  }
  return (
    <li className={style.row}>
      <span className={style.kind}>{point.label || kind}</span>
      {isMaskedKind(point.kind) ? (
        <button
          type="button"
          className={style.masked}
          aria-label={t(unmasked ? 'contact.hide' : 'contact.show', { kind, value: shown })}
          title={unmasked ? undefined : t('contact.clickToShow')}
          onClick={() => void toggle()}
        >
          {shown}
        </button>
      ) : (
        <span className={style.value}>{shown}</span>
      )}
      <RowMarks id={point.id} pending={point.pending} />
      <span className={style.actions}>
        <Button
          size="small"
          type="text"
          icon={<CopyOutlined />}
          aria-label={t('contact.copy', { kind })}
          title={t('contact.copy', { kind })}
          onClick={() => void copy()}
        />
        {!readOnly && (
          <>
            <Button
              size="small"
              type="text"
              icon={<EditOutlined />}
              aria-label={t('contact.edit', { kind })}
              title={t('contact.edit', { kind })}
              onClick={() => void edit()}
            />
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('contact.delete', { kind })}
              title={t('contact.delete', { kind })}
              onClick={() => void remove()}
            />
          </>
        )}
      </span>
    </li>
  );
}
