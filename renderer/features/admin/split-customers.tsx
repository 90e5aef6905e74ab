/** Chooses customers out of a whole book: search, one by one, or all that are shown. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Checkbox } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matches } from './matches.ts';
import { SearchField } from './search-field.tsx';
import style from './admin.module.css';

interface SplitCustomer {
  id: string;
  name: string;
  tier: string;
  city: string;
}

interface SplitCustomersProps {
  customers: readonly SplitCustomer[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

const rowHeight = 36;
const listHeight = 288;

export function SplitCustomers({ customers, chosen, onChange }: SplitCustomersProps) {
  const { t } = useTranslation(['admin', 'customers']);
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const tierName = (tier: string) => t(`customers:tier.${tier}`, { defaultValue: tier });
  const shown = customers.filter(({ name, tier, city }) => matches(search, [name, tierName(tier), city]));
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer tells this component itself when to draw
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  const chooseShown = () => onChange(new Set([...chosen, ...shown.map(({ id }) => id)]));
  return (
    <>
      <div className={style.splitTools}>
        <SearchField label={t('split.search')} value={search} onChange={setSearch} />
        <Button size="small" disabled={shown.length === 0} onClick={chooseShown}>
          {t('split.chooseShown', { count: shown.length })}
        </Button>
        <Button size="small" type="text" disabled={chosen.size === 0} onClick={() => onChange(new Set())}>
          {t('split.chooseNone')}
        </Button>
      </div>
      <div ref={list} className={style.splitList} style={{ height: listHeight }}>
        <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const { id, name, tier, city } = shown[index]!;
            return (
              <label
                key={id}
                className={style.splitRow}
                style={{ position: 'absolute', inset: '0 0 auto', transform: `translateY(${start}px)` }}
              >
                <Checkbox checked={chosen.has(id)} onChange={() => toggle(id)} />
                <span>{name}</span>
                <span className={style.faint}>{[tierName(tier), city].filter(Boolean).join(' · ')}</span>
              </label>
            );
          })}
        </div>
      </div>
    </>
  );
}
