/** What can be done with the customers that are picked. */
import { Button, Popover } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../app/shortcut.ts';
import { PopoverBody } from '../../../components/popover-body.tsx';
import { pickCustomers, useCustomerList } from '../../../stores/customer-list.ts';
import { useEscape } from '../use-escape.ts';
import { CampaignForm } from './campaign-form.tsx';
import { BulkForm, type BulkKind } from './bulk-form.tsx';
import { ExportButton } from './export-button.tsx';
import style from './customer-list.module.css';

const kinds: readonly BulkKind[] = ['addTag', 'removeTag', 'setTier', 'setNext'];

export function BulkBar({ allIds }: { allIds: readonly string[] }) {
  const { t } = useTranslation(['list', 'campaign']);
  const picked = useCustomerList((state) => state.picked);
  const pickedIds = useMemo(() => [...picked], [picked]);
  const [open, setOpen] = useState<BulkKind | 'campaign'>();
  useEscape(open !== undefined, () => setOpen(undefined));
  useShortcut(t('bulk.label'), {
    b: { label: t('bulk.addTag'), run: () => setOpen('addTag') },
    h: { label: t('campaign:plan'), run: () => setOpen('campaign') },
  });
  return (
    <div className={style.bar} role="toolbar" aria-label={t('bulk.label')}>
      <output className={style.count}>{t('bulk.picked', { count: picked.size })}</output>
      {kinds.map((kind) => (
        <Popover
          key={kind}
          trigger="click"
          placement="bottomRight"
          open={open === kind}
          onOpenChange={(shown) => setOpen(shown ? kind : undefined)}
          destroyOnHidden
          content={
            <PopoverBody>
              <BulkForm kind={kind} ids={pickedIds} onDone={() => setOpen(undefined)} />
            </PopoverBody>
          }
        >
          <Button size="small">{t(`bulk.${kind}`)}</Button>
        </Popover>
      ))}
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open === 'campaign'}
        onOpenChange={(shown) => setOpen(shown ? 'campaign' : undefined)}
        destroyOnHidden
        content={
          <PopoverBody>
            <CampaignForm ids={pickedIds} onDone={() => setOpen(undefined)} />
          </PopoverBody>
        }
      >
        <Button size="small">{t('campaign:plan')}</Button>
      </Popover>
      <ExportButton ids={pickedIds} picked />
      {picked.size < allIds.length && (
        <Button size="small" type="text" onClick={() => pickCustomers(allIds)}>
          {t('bulk.all', { count: allIds.length })}
        </Button>
      )}
      <Button size="small" type="text" onClick={() => pickCustomers([])}>
        {t('bulk.none')}
      </Button>
    </div>
  );
}
