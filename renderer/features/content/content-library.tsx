/** Texts to copy, by kind, with search. */
import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ContentItemView } from '#shared/contract/company.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { offersFirst } from '#shared/domain/offer-state.ts';
import { isAllowed } from '#shared/domain/policy.ts';
import { useIdentity } from '../../app/session.tsx';
import { useShortcut } from '../../app/shortcut.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ImeInput } from '../../components/ime-input.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { ListSkeleton } from '../../components/list-skeleton.tsx';
import { useNow } from '../../components/time-text.tsx';
import { useOrpc } from '../../platform/api-context.tsx';
import { ContentCard } from './content-card.tsx';
import { groupByKind, searchTerm, type ContentKind } from './content-group.ts';
import { CopyList } from './copy-list.tsx';
import { KindChips } from './kind-chips.tsx';
import { OfferForm } from './offer-form.tsx';
import style from './content.module.css';

export function ContentLibrary() {
  const { t } = useTranslation('content');
  const orpc = useOrpc();
  const [asked] = useSearchParams();
  // The palette leads here with the title it found.
  const [text, setText] = useState(asked.get('search') ?? '');
  const [kind, setKind] = useState<ContentKind | null>(null);
  const search = useDeferredValue(searchTerm(text));
  const list = useQuery(
    orpc.content.list.queryOptions({
      input: search === undefined ? {} : { search },
      placeholderData: keepPreviousData,
    }),
  );
  const groups = groupByKind(offersFirst(list.data ?? [], dateOf(useNow())));
  const shown = kind === null ? groups : groups.filter((group) => group.kind === kind);
  const isFiltered = search !== undefined || kind !== null;
  const mayEdit = isAllowed(useIdentity().role, 'write', 'content', 'company');
  /** Null: a new one. */
  const [edited, setEdited] = useState<ContentItemView | null>();
  useShortcut(
    t('title'),
    { n: { label: t('offer.new'), run: () => setEdited(null) } },
    { enabled: mayEdit && edited === undefined },
  );
  const clear = () => {
    setText('');
    setKind(null);
  };

  return (
    <>
      <div className={style.filter}>
        <ImeInput
          value={text}
          onChange={(event) => setText(event.target.value)}
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t('search')}
          aria-label={t('search')}
          maxLength={200}
          allowClear
        />
        <div className={style.groupHead}>
          <KindChips groups={groups} chosen={kind} onChoose={setKind} />
          {mayEdit && (
            <Button icon={<PlusOutlined />} onClick={() => setEdited(null)}>
              {t('offer.new')} <KeyHint keys="n" />
            </Button>
          )}
        </div>
      </div>
      {edited !== undefined && <OfferForm item={edited} onClose={() => setEdited(undefined)} />}
      {list.isPending && <ListSkeleton height={96} />}
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && shown.length === 0 && (
        <EmptyState
          title={t(isFiltered ? 'noneTitle' : 'emptyTitle')}
          text={t(isFiltered ? 'noneBody' : 'emptyBody')}
          action={isFiltered && <Button onClick={clear}>{t('clear')}</Button>}
        />
      )}
      <CopyList>
        {shown.map((group) => (
          <section key={group.kind} className={style.group} aria-label={t(`kind.${group.kind}`)}>
            <h2>
              {t(`kind.${group.kind}`)} <span className={style.number}>{group.items.length}</span>
            </h2>
            <ul className={style.list}>
              {group.items.map((item) => (
                <ContentCard
                  key={item.id}
                  item={item}
                  onEdit={mayEdit && item.kind === 'promo' ? () => setEdited(item) : undefined}
                />
              ))}
            </ul>
          </section>
        ))}
      </CopyList>
    </>
  );
}
