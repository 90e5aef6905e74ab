import { DeleteOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupView } from '#shared/contract/account.ts';
import { type TouchClass, touchClasses } from '#shared/domain/entity/book.ts';
import { useOpener } from '../../../components/focus.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { PendingMark } from '../../../components/pending-mark.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { useMomentText } from './use-moment-text.ts';
import style from './account.module.css';

/** One group: what may be posted in it now, and a line for what was posted. */
export function GroupRow({ group }: { group: GroupView }) {
  const { t } = useTranslation('account');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const when = useMomentText();
  const [posting, setPosting] = useState(false);
  const opener = useOpener(posting);
  const { id, name, promos, others, refusal, pending } = group;
  const remove = async () => {
    try {
      await api.account.deleteGroup({ id });
      undoToast(t('group.removed', { name }), () => api.account.restoreGroup({ id }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <li>
      <div className={style.line}>
        <span className={style.words}>
          <b>{name}</b> {t('group.posts', { promos, others })} {'· '}
          {refusal ? (
            <span title={t(`group.why.${refusal.code}`)}>
              {t(`group.${refusal.code}`, { when: when(refusal.until) })}
            </span>
          ) : (
            <span data-due>{t('group.open')}</span>
          )}
          {pending && <PendingMark compact />}
        </span>
        {!posting && (
          <Button
            ref={opener}
            size="small"
            aria-label={t('group.post', { name })}
            onClick={() => setPosting(true)}
          >
            {t('group.postShort')}
          </Button>
        )}
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('group.remove', { name })}
          title={t('group.removeShort')}
          onClick={() => void remove()}
        />
      </div>
      {posting && <PostForm group={group} onClose={() => setPosting(false)} />}
    </li>
  );
}

function PostForm({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const { t } = useTranslation('account');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const when = useMomentText();
  const [body, setBody] = useState('');
  const [touchClass, setTouchClass] = useState<TouchClass>('care');
  const { refusal } = group;
  const isRefused = touchClass === 'promo' && refusal !== null;
  const save = async () => {
    if (isRefused) return;
    try {
      const { id } = await api.account.post({ groupId: group.id, touchClass, body: body.trim() });
      undoToast(t('group.posted', { name: group.name }), () => api.account.deletePost({ id }));
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  return (
    <div
      className={style.form}
      role="group"
      aria-label={t('group.post', { name: group.name })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <ImeInput
        autoFocus
        size="small"
        aria-label={t('group.body')}
        placeholder={t('group.body')}
        maxLength={2_000}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onEnter={() => void save()}
      />
      <Segmented
        size="small"
        aria-label={t('group.class')}
        className={style.classes}
        options={touchClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
        value={touchClass}
        onChange={setTouchClass}
      />
      {isRefused && (
        <div className={style.problem} role="alert">
          {t(`group.why.${refusal.code}`)} {t('group.from', { when: when(refusal.until) })}
        </div>
      )}
      <div className={style.line}>
        <Button size="small" type="primary" disabled={isRefused} onClick={() => void save()}>
          {t('group.save')}
        </Button>
        <Button size="small" type="text" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
