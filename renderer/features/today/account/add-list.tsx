/** Friends added: counted with one click while the account may add, kept waiting with the time when it may not. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '#shared/contract/account.ts';
import { addDirections, type AddDirection } from '#shared/domain/entity/account.ts';
import { useReturnedFocus } from '../../../components/focus.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { PendingMark } from '../../../components/pending-mark.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { useMomentText } from './use-moment-text.ts';
import style from './account.module.css';

export function AddList({ account }: { account: AccountView }) {
  const { t } = useTranslation('account');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const when = useMomentText();
  const [asking, setAsking] = useState<AddDirection>();
  const [who, setWho] = useState('');
  const { nextAt, waiting } = account;

  const add = async (direction: AddDirection, name: string) => {
    try {
      const { id, until } = await api.account.add({ direction, who: name });
      setAsking(undefined);
      setWho('');
      undoToast(
        until === null
          ? t(`add.done.${direction}`)
          : t('add.waits', { who: name || t('add.somebody'), when: when(until) }),
        () => api.account.deleteAdd({ id }),
      );
    } catch (error) {
      fail(error);
    }
  };
  const settle = async (work: () => Promise<void>, said: string, back: () => Promise<void>) => {
    try {
      await work();
      undoToast(said, back);
    } catch (error) {
      fail(error);
    }
  };
  return (
    <>
      <div className={style.line}>
        {addDirections.map((direction) => {
          const until = nextAt[direction];
          return (
            <Button
              key={direction}
              size="small"
              title={until === null ? undefined : t('add.full', { when: when(until) })}
              onClick={() => (until === null ? void add(direction, '') : setAsking(direction))}
            >
              {t(until === null ? `add.${direction}` : `add.queue.${direction}`)}
            </Button>
          );
        })}
        {addDirections.map((direction) => {
          const until = nextAt[direction];
          return (
            until !== null && (
              <span key={direction} className={style.full}>
                {t(`add.until.${direction}`, { when: when(until) })}
              </span>
            )
          );
        })}
      </div>
      {asking && (
        <WaitForm
          direction={asking}
          who={who}
          onType={setWho}
          onSave={() => who.trim() !== '' && void add(asking, who.trim())}
          onClose={() => setAsking(undefined)}
        />
      )}
      {waiting.length > 0 && (
        <ul aria-label={t('add.waiting')}>
          {waiting.map(({ id, who: name, direction, pending }) => {
            const until = nextAt[direction];
            const person = name === '' ? t('add.somebody') : name;
            return (
              <li key={id} className={style.line}>
                <span className={style.words}>
                  <b>{person}</b> {t(`direction.${direction}`)} {'· '}
                  <span data-due={until === null || undefined}>
                    {until === null ? t('add.now') : t('add.from', { when: when(until) })}
                  </span>
                  {pending && <PendingMark compact />}
                </span>
                <Button
                  size="small"
                  disabled={until !== null}
                  aria-label={t('add.settle', { who: person })}
                  onClick={() =>
                    void settle(
                      () => api.account.addDone({ id }),
                      t(`add.done.${direction}`),
                      () => api.account.addWait({ id }),
                    )
                  }
                >
                  {t('add.settleShort')}
                </Button>
                <Button
                  size="small"
                  type="text"
                  aria-label={t('add.drop', { who: person })}
                  onClick={() =>
                    void settle(
                      () => api.account.deleteAdd({ id }),
                      t('add.dropped', { who: person }),
                      () => api.account.restoreAdd({ id }),
                    )
                  }
                >
                  {t('add.dropShort')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

interface WaitFormProps {
  direction: AddDirection;
  who: string;
  onType: (who: string) => void;
  onSave: () => void;
  onClose: () => void;
}

/** Whom somebody waits to add; what was typed stays for the next time. */
function WaitForm({ direction, who, onType, onSave, onClose }: WaitFormProps) {
  const { t } = useTranslation('account');
  useReturnedFocus();
  return (
    <div
      className={style.line}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <ImeInput
        autoFocus
        size="small"
        className={style.words}
        aria-label={t(`add.whom.${direction}`)}
        placeholder={t(`add.whom.${direction}`)}
        maxLength={200}
        value={who}
        onChange={(event) => onType(event.target.value)}
        onEnter={onSave}
      />
      <Button size="small" type="primary" disabled={who.trim() === ''} onClick={onSave}>
        {t('add.wait')}
      </Button>
      <Button size="small" type="text" onClick={onClose}>
        {t('cancel')}
      </Button>
    </div>
  );
}
