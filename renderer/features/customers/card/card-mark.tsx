/** At a field or a line of the card: that it waits for the server, or for somebody who decides between two values. */
import { BranchesOutlined } from '@ant-design/icons';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { PendingMark } from '../../../components/pending-mark.tsx';
import style from './card-mark.module.css';

type Marked = Pick<CustomerCard, 'id' | 'conflicts' | 'pendingFields'>;

export const CardMarks = createContext<Marked>({ id: '', conflicts: [], pendingFields: [] });

/** Marks of fields of the card itself; `fields` are the columns behind what is shown as one. */
export function FieldMarks({ fields }: { fields: readonly string[] }) {
  const { id, conflicts, pendingFields } = useContext(CardMarks);
  const conflictId = conflicts.find(({ rowId, field }) => rowId === id && fields.includes(field))?.id;
  const pending = fields.some((field) => pendingFields.includes(field));
  if (conflictId === undefined && !pending) return null;
  return (
    <span className={style.field}>
      <Marks conflictId={conflictId} pending={pending} />
    </span>
  );
}

/** Whether one of the fields has a late value that somebody must decide about. */
export function useHasConflict(): (fields: readonly string[]) => boolean {
  const { id, conflicts } = useContext(CardMarks);
  return (fields) => conflicts.some(({ rowId, field }) => rowId === id && fields.includes(field));
}

/** Marks of a line: one row of what hangs on the card. */
export function RowMarks({ id, pending }: { id: string | null; pending: boolean }) {
  const { conflicts } = useContext(CardMarks);
  return <Marks conflictId={conflicts.find(({ rowId }) => rowId === id)?.id} pending={pending} />;
}

export function Marks({ conflictId, pending }: { conflictId: string | undefined; pending: boolean }) {
  const { t } = useTranslation('card');
  return (
    <>
      {conflictId !== undefined && (
        <Link
          className={style.conflict}
          to={`/conflicts?conflict=${conflictId}`}
          aria-label={t('mark.conflict')}
          title={t('mark.conflict')}
        >
          <BranchesOutlined aria-hidden />
        </Link>
      )}
      {pending && <PendingMark compact />}
    </>
  );
}
