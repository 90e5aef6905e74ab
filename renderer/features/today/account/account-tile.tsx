/** What the safety of the account still allows today (rules.md R4): likes, friends added, offers in groups. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '#shared/contract/account.ts';
import { addDays, dateOf, daysBetween } from '#shared/domain/calendar.ts';
import { Figure } from '../../../components/figure.tsx';
import { keepFocus, useOpener } from '../../../components/focus.ts';
import { NumberInput, type TypedNumber } from '../../../components/number-input.tsx';
import { isComposing } from '../../../components/ime-input.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { AddList } from './add-list.tsx';
import { GroupList } from './group-list.tsx';
import style from './account.module.css';

const longestDays = 36_500;

export function AccountTile() {
  const { t } = useTranslation('account');
  const orpc = useOrpc();
  const account = useQuery({
    ...orpc.account.today.queryOptions(),
    // What may be done changes with the hour, whether anything is written or not.
    refetchInterval: 60_000,
  }).data;
  if (!account) return null;
  return (
    <section ref={keepFocus} className="today-promo" aria-label={t('title')}>
      <h2>
        {t('title')} <Figures account={account} />
      </h2>
      <AccountAge account={account} />
      <AddList account={account} />
      <GroupList groups={account.groups} />
    </section>
  );
}

function Figures({ account }: { account: AccountView }) {
  const { t } = useTranslation('account');
  const { social, adds, stage } = account;
  const ofStage = t(`stage.${stage}`);
  const figures = [
    { name: 'social', ...social },
    { name: 'active', ...adds.active },
    { name: 'passive', ...adds.passive },
    ...(adds.passiveHour ? [{ name: 'passiveHour', ...adds.passiveHour } as const] : []),
  ] as const;
  return (
    <span className={style.figures}>
      {figures.map(({ name, used, most }) => (
        <span key={name} className={style.figure} data-full={used >= most || undefined}>
          <Figure
            value={t(`figure.${name}`, { used, most })}
            explain={t(`figure.${name}Explain`, { most, stage: ofStage })}
          />
        </span>
      ))}
    </span>
  );
}

/** How long the account has been in use decides how many friends it may add. */
function AccountAge({ account: { openedOn, stage } }: { account: AccountView }) {
  const { t } = useTranslation('account');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const today = dateOf(useNow());
  const [editing, setEditing] = useState(false);
  const [days, setDays] = useState<TypedNumber>(null);
  const opener = useOpener(editing);
  const known = openedOn === null ? null : daysBetween(openedOn, today);

  const save = async () => {
    if (days === null || days === undefined) return;
    try {
      await api.account.setOpenedOn({ openedOn: addDays(today, -days) });
      setEditing(false);
      undoToast(t('age.saved', { days }), () => api.account.setOpenedOn({ openedOn }));
    } catch (error) {
      fail(error);
    }
  };
  if (!editing) {
    return (
      <p className={style.line}>
        <span data-missing={known === null || undefined}>
          {known === null ? t('age.unknown') : t('age.known', { days: known, stage: t(`stage.${stage}`) })}
        </span>
        <Button
          ref={opener}
          size="small"
          type="link"
          onClick={() => {
            setDays(known);
            setEditing(true);
          }}
        >
          {t(known === null ? 'age.say' : 'age.change')}
        </Button>
      </p>
    );
  }
  return (
    <div
      className={style.line}
      role="presentation"
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void save();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setEditing(false);
      }}
    >
      <span>{t('age.label')}</span>
      <NumberInput
        autoFocus
        className={style.days}
        size="small"
        min={0}
        max={longestDays}
        aria-label={t('age.label')}
        suffix={t('age.unit')}
        value={days}
        onChange={setDays}
      />
      <Button size="small" type="primary" disabled={days === null} onClick={() => void save()}>
        {t('save')}
      </Button>
      <Button size="small" type="text" onClick={() => setEditing(false)}>
        {t('cancel')}
      </Button>
    </div>
  );
}
