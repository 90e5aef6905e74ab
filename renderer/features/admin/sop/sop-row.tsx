/** One SOP of the list: what starts it, how many are on which edition. Enter opens, Delete retires or restores. */
import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopLine } from '#shared/protocol/sop.ts';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useChangeSop } from './use-sops.ts';
import style from './sop.module.css';

interface SopRowProps {
  sop: SopLine;
  readOnly: boolean;
  onOpen: () => void;
  onEdit: () => void;
  onCopy: () => void;
}

export function SopRow({ sop, readOnly, onOpen, onEdit, onCopy }: SopRowProps) {
  const { t } = useTranslation('sop');
  const change = useChangeSop();
  const say = useUndoToast();
  const fail = useFailToast();
  const { code, retiredAt, isStarter, editions } = sop;
  const newest = editions[0]!;
  const { name } = newest;
  const isRetired = retiredAt !== null;

  const retire = async () => {
    const which = { code, seenEdition: newest.edition };
    try {
      await change({ do: isRetired ? 'restore' : 'retire', ...which });
      say(t(isRetired ? 'restored' : 'retired', { name }), () =>
        change({ do: isRetired ? 'retire' : 'restore', ...which }),
      );
    } catch (error) {
      fail(error);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly || event.key !== 'Delete') return;
    event.stopPropagation();
    void retire();
  };
  const actions = { open: onOpen, edit: onEdit, copy: onCopy, retire: () => void retire() };
  return (
    <li className={style.row} data-retired={isRetired || undefined}>
      <button
        type="button"
        data-sop
        className={style.open}
        aria-keyshortcuts={readOnly ? 'Enter' : 'Enter Delete'}
        onClick={onOpen}
        onKeyDown={onKeyDown}
      >
        <span className={style.name}>{name}</span>
        <span className={style.marks}>
          {isStarter && <QuietTag>{t('starter')}</QuietTag>}
          {isRetired && <QuietTag title={t('retiredHelp')}>{t('isRetired')}</QuietTag>}
          <QuietTag>{t(`purpose.${newest.purpose}`)}</QuietTag>
        </span>
        <span className={style.meta}>
          {[code, t(`startsBy.${newest.startsBy}`), t('stepCount', { count: newest.steps.length })].join(
            ' · ',
          )}
        </span>
      </button>
      <span className={style.running} title={t('runningHelp')}>
        {editions
          .filter(({ running }, place) => place === 0 || running > 0)
          .map(({ edition, running }) => (
            <span key={edition}>
              {[t('edition', { edition }), t('running', { count: running })].join(' · ')}
            </span>
          ))}
      </span>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        autoFocus
        menu={{
          items: [
            { key: 'open', label: t('open') },
            ...(readOnly
              ? []
              : [
                  { key: 'edit', label: t('edit') },
                  { key: 'copy', label: t('copy') },
                  { key: 'retire', label: t(isRetired ? 'restore' : 'retire') },
                ]),
          ],
          onClick: ({ key }) => actions[key as keyof typeof actions](),
        }}
      >
        <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t('more', { name })} />
      </Dropdown>
    </li>
  );
}
