/** Group chats: what was posted, and whether something may be offered in them now (rules.md R4). */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupView } from '#shared/contract/account.ts';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import { useOpener } from '../../../components/focus.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { GroupRow } from './group-row.tsx';
import style from './account.module.css';

const longestDays = 36_500;

export function GroupList({ groups }: { groups: readonly GroupView[] }) {
  const { t } = useTranslation('account');
  const [adding, setAdding] = useState(false);
  const opener = useOpener(adding);
  return (
    <>
      {groups.length > 0 && (
        <ul aria-label={t('group.title')}>
          {groups.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </ul>
      )}
      {adding ? (
        <GroupForm onClose={() => setAdding(false)} />
      ) : (
        <Button ref={opener} size="small" type="text" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('group.add')}
        </Button>
      )}
    </>
  );
}

/** A group in its first days gets no offer, so its age is asked for; new unless somebody says otherwise. */
function GroupForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const today = dateOf(useNow());
  const [name, setName] = useState('');
  const [days, setDays] = useState<TypedNumber>(0);
  const isReady = name.trim() !== '' && days !== null;
  const save = async () => {
    if (!isReady || days === undefined) return;
    try {
      const { id } = await api.account.createGroup({
        name: name.trim(),
        startedOn: addDays(today, -days),
      });
      undoToast(t('group.added', { name: name.trim() }), () => api.account.deleteGroup({ id }));
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  return (
    <div
      className={style.line}
      role="group"
      aria-label={t('group.add')}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void save();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <ImeInput
        autoFocus
        size="small"
        className={style.words}
        aria-label={t('group.name')}
        placeholder={t('group.name')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <NumberInput
        className={style.days}
        size="small"
        min={0}
        max={longestDays}
        aria-label={t('group.age')}
        title={t('group.age')}
        prefix={t('group.agePrefix')}
        suffix={t('age.unit')}
        value={days}
        onChange={setDays}
      />
      <Button size="small" type="primary" disabled={!isReady} onClick={() => void save()}>
        {t('save')}
      </Button>
      <Button size="small" type="text" onClick={onClose}>
        {t('cancel')}
      </Button>
    </div>
  );
}
