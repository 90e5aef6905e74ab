/** Cards that are likely the same person, side by side by what they share: opened, or compared and merged. */
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DuplicateView } from '#shared/contract/card.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { MergePanel } from './merge-panel.tsx';
import style from './duplicate.module.css';

export function DuplicatePanel({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('card');
  const found = useQuery({ ...useOrpc().customer.duplicates.queryOptions(), enabled: open });
  const [merging, setMerging] = useState<[string, string]>();
  return (
    <Drawer title={t('duplicate.title')} open={open} onClose={onClose} size={480} destroyOnHidden>
      {found.isPending && <ListSkeleton rows={4} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && found.data.pairs.length === 0 && (
        <EmptyState title={t('duplicate.none')} text={t('duplicate.noneText')} />
      )}
      {found.isSuccess && found.data.pairs.length > 0 && (
        <p className={style.intro}>{t('duplicate.intro')}</p>
      )}
      <ul className={style.pairs}>
        {found.data?.pairs.map(({ a, b, signs }) => (
          <li key={`${a.id} ${b.id}`}>
            <div className={style.cards}>
              <CardLink card={a} onOpen={onClose} />
              <CardLink card={b} onOpen={onClose} />
            </div>
            <div className={style.foot}>
              <div className={style.signs}>
                {signs.map((sign) => (
                  <QuietTag key={sign}>{t(`duplicate.sign.${sign}`)}</QuietTag>
                ))}
              </div>
              <Button size="small" onClick={() => setMerging([a.id, b.id])}>
                {t('duplicate.merge')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {found.data && found.data.more > 0 && (
        <p className={style.intro}>{t('duplicate.more', { count: found.data.more })}</p>
      )}
      <MergePanel
        ids={merging}
        onClose={() => setMerging(undefined)}
        onMerged={() => {
          setMerging(undefined);
          void found.refetch();
        }}
      />
    </Drawer>
  );
}

function CardLink({ card, onOpen }: { card: DuplicateView['a']; onOpen: () => void }) {
  const { t } = useTranslation('card');
  const about = [card.company, card.city].filter((part) => part !== '').join(' · ');
  return (
    <Link
      className={style.card}
      to={`/customers/${card.id}`}
      title={t('duplicate.open', { name: card.name })}
      onClick={onOpen}
    >
      <span>{card.name}</span>
      {about !== '' && <span className={style.about}>{about}</span>}
    </Link>
  );
}
