/** The posts that only want a like, and one key for all of them; WeChat is open beside it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanItemView } from '#shared/contract/plan.ts';
import { useShortcut } from '../../../app/shortcut.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import style from './patrol.module.css';

interface LikePanelProps {
  items: readonly PlanItemView[];
  onClose: () => void;
  onFinished: () => void;
}

export function LikePanel({ items, onClose, onFinished }: LikePanelProps) {
  const { t } = useTranslation('today');
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const say = useUndoToast();
  const fail = useFailToast();
  const card = useQuery(orpc.patrol.card.queryOptions());
  const [saving, setSaving] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.plan.key() });

  async function likeAll(): Promise<void> {
    if (saving) return;
    setSaving(true);
    try {
      const { liked, refused } = await api.plan.likeAll({ ids: items.map(({ id }) => id) });
      const [first] = refused;
      const words = first
        ? t('like.refused', {
            liked: liked.length,
            count: refused.length,
            why: t(`hidden.${first.code}.name`),
          })
        : t('like.done', { count: liked.length });
      if (liked.length === 0) say(words);
      else
        say(words, async () => {
          for (const id of liked) await api.plan.undo({ id });
          await refresh();
        });
      if (!first) onFinished();
      await refresh();
    } catch (error) {
      fail(error);
    } finally {
      setSaving(false);
    }
  }
  useShortcut(t('like.title'), {
    Enter: { label: t('like.all'), run: () => void likeAll() },
    d: { label: t('like.all'), run: () => void likeAll() },
    Escape: { label: t('cancel'), run: onClose },
  });
  return (
    <div className={style.panel} role="group" aria-label={t('like.title')}>
      <ul className={style.posts}>
        {items.map(({ id, name, subjectText }) => (
          <li key={id}>
            <span className={style.poster}>{name}</span>
            <span className={style.post}>{subjectText}</span>
          </li>
        ))}
      </ul>
      <div className={style.foot}>
        <span className={style.hint}>
          {t('like.spacing', { seconds: 20 })}
          {card.data &&
            ` ${t('like.inHour', { used: card.data.socialInHour, most: card.data.socialPerHour })}`}
        </span>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" loading={saving} onClick={() => void likeAll()}>
          {t('like.all')} <KeyHint keys="Enter" />
        </Button>
      </div>
    </div>
  );
}
