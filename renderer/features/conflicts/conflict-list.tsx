/** Every open conflict, decided one by one or many at once. */
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepFocus } from '../../components/focus.ts';
import { ConflictRow, type ConflictView } from './conflict-row.tsx';

interface ConflictListProps {
  conflicts: readonly ConflictView[];
  /** The one somebody came for. */
  askedId: string | null;
  busy: boolean;
  onResolve: (ids: string[], action: 'take' | 'dismiss') => void;
}

/** So many are decided in one step, as the contract allows. */
const maxAtOnce = 500;

export function ConflictList({ conflicts, askedId, busy, onResolve }: ConflictListProps) {
  const { t } = useTranslation('conflicts');
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = conflicts.map(({ id }) => id).filter((id) => marked.has(id));
  const mark = (id: string, isChosen: boolean) => {
    const next = new Set(marked);
    if (isChosen) next.add(id);
    else next.delete(id);
    setMarked(next);
  };
  const decide = (action: 'take' | 'dismiss') => onResolve(chosen.slice(0, maxAtOnce), action);
  return (
    <>
      {conflicts.length > 1 && (
        <div className="conflict-tools">
          <Checkbox
            checked={chosen.length === conflicts.length}
            indeterminate={chosen.length > 0 && chosen.length < conflicts.length}
            onChange={({ target }) => setMarked(new Set(target.checked ? conflicts.map(({ id }) => id) : []))}
          >
            {chosen.length > 0 ? t('chosen', { count: chosen.length }) : t('chooseAll')}
          </Checkbox>
          <Button disabled={busy || chosen.length === 0} onClick={() => decide('dismiss')}>
            {t('dismiss')}
          </Button>
          <Button disabled={busy || chosen.length === 0} onClick={() => decide('take')}>
            {t('take')}
          </Button>
        </div>
      )}
      <ul ref={keepFocus} className="conflict-list">
        {conflicts.map((conflict) => (
          <ConflictRow
            key={conflict.id}
            conflict={conflict}
            isAsked={conflict.id === askedId}
            busy={busy}
            isChosen={marked.has(conflict.id)}
            onChoose={(isChosen) => mark(conflict.id, isChosen)}
            onResolve={(action) => onResolve([conflict.id], action)}
          />
        ))}
      </ul>
    </>
  );
}
