/** The book: filters, list, and the card of one customer beside it or, on a small window, over it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { useShortcut } from '../../app/shortcut.ts';
import { useMediaQuery } from '../../app/use-media-query.ts';
import { selectCustomer } from '../../stores/customer-list.ts';
import { CustomerCard } from './card/customer-card.tsx';
import { usePrepareCard } from './card/use-customer-card.ts';
import { NewCustomerPanel } from './create/new-customer-panel.tsx';
import { DuplicatePanel } from './duplicate/duplicate-panel.tsx';
import { CustomerList } from './list/customer-list.tsx';
import { FilterPanel } from './list/filter-panel.tsx';
import type { RowsHandle } from './list/virtual-rows.tsx';
import style from './customers-page.module.css';

export function CustomersPage() {
  const { t } = useTranslation('customers');
  const { customerId } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const wide = useMediaQuery('(min-width: 1280px)');
  const veryWide = useMediaQuery('(min-width: 1680px)');
  const [asked, setAsked] = useSearchParams();
  const [panelOpen, setPanelOpen] = useState(false);
  // The palette's 新建客户 leads here with `?new=1`.
  const creating = panelOpen || asked.has('new');
  const closePanel = () => {
    setPanelOpen(false);
    if (asked.has('new')) setAsked({}, { replace: true });
  };
  const [finding, setFinding] = useState(false);
  // So do the palette and the end of an import with `?duplicates=1`.
  const closeDuplicates = () => {
    setFinding(false);
    if (asked.has('duplicates')) setAsked({}, { replace: true });
  };
  const rows = useRef<RowsHandle>(null);
  const opened = customerId !== undefined;

  const prepareCard = usePrepareCard();
  const open = (id: string) => {
    prepareCard(id);
    void navigate(`/customers/${id}`, { replace: opened });
  };
  const close = useCallback(() => void navigate('/customers'), [navigate]);
  const find = useCallback(() => setFinding(true), []);
  useEffect(() => {
    if (customerId !== undefined) selectCustomer(customerId);
  }, [customerId]);
  // A closed card hands the keys back to the list.
  useEffect(() => {
    if (!opened) rows.current?.focus();
  }, [opened]);
  useShortcut(t('card.label'), { Escape: { label: t('key.close'), run: close } }, { enabled: opened });

  const filtersFolded = opened && !veryWide;
  const covered = opened && !wide;
  return (
    <div className={style.page} data-opened={opened || undefined}>
      {!filtersFolded && (
        <aside className={style.filters} inert={covered}>
          <FilterPanel />
        </aside>
      )}
      <div className={style.list} inert={covered}>
        <CustomerList
          ref={rows}
          openedId={customerId}
          filtersFolded={filtersFolded}
          onOpen={open}
          onCreate={() => setPanelOpen(true)}
        />
      </div>
      {opened && (
        <section className={style.card} aria-label={t('card.label')}>
          <CustomerCard
            customerId={customerId}
            takeFocus={covered}
            onClose={close}
            onFindDuplicates={find}
            onFollow={(id) => void navigate({ pathname: `/customers/${id}`, search }, { replace: true })}
          />
        </section>
      )}
      <DuplicatePanel open={finding || asked.has('duplicates')} onClose={closeDuplicates} />
      <NewCustomerPanel
        open={creating}
        onClose={closePanel}
        onCreated={(id) => {
          setPanelOpen(false);
          open(id);
        }}
      />
    </div>
  );
}
