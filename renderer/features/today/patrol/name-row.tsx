/** One name of a patrol card: what they posted last, what to look for, and the keys for what was found. */
import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { patrolOutcomes, type PatrolOutcome } from '#shared/domain/entity/care.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { TierChip } from '../../../components/tier-chip.tsx';
import { RelativeTime } from '../../../components/time-text.tsx';
import type { PatrolName } from './use-look.ts';
import style from './patrol.module.css';

interface NameRowProps {
  name: PatrolName;
  isCurrent: boolean;
  takesFocus: boolean;
  onPick: () => void;
  onLook: (outcome: PatrolOutcome) => void;
  onComment: () => void;
  /** The event box. */
  children: ReactNode;
}

const shownTags = 5;

export function NameRow({ name, isCurrent, takesFocus, children, ...on }: NameRowProps) {
  const { t } = useTranslation(['today', 'customers']);
  const row = useRef<HTMLLIElement>(null);
  const { lastEvent, look, tags } = name;
  useEffect(() => {
    if (!isCurrent || !takesFocus) return;
    row.current?.focus({ preventScroll: true });
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent, takesFocus]);
  return (
    <li
      ref={row}
      className={style.name}
      data-looked={look !== null || undefined}
      aria-current={isCurrent ? 'true' : undefined}
      aria-label={name.name}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={isCurrent ? undefined : on.onPick}
    >
      <div className={style.line}>
        <span className={style.who}>
          <strong>{name.name}</strong>
          {name.addressAs && name.addressAs !== name.name && ` ${name.addressAs}`}
        </span>
        <TierChip tier={name.tier} />
        <span className={style.last} title={lastEvent?.body}>
          {lastEvent ? (
            <>
              {`${t(`customers:momentKind.${lastEvent.kind}`)} · `}
              <RelativeTime at={lastEvent.postedAt} />
              {` · ${lastEvent.body}`}
            </>
          ) : (
            t('patrol.nothingYet')
          )}
        </span>
        {look && (
          <span className={style.outcome}>
            <CheckOutlined aria-hidden /> {t(`patrol.outcome.${look.outcome}`)}
          </span>
        )}
      </div>
      {isCurrent && (
        <div className={style.desk}>
          <span className={style.tags}>
            {tags.length > 0
              ? t('patrol.lookFor', { tags: tags.slice(0, shownTags).join('、') })
              : t('patrol.noTags')}
          </span>
          <span className={style.actions}>
            {look === null &&
              patrolOutcomes.map((outcome, index) => (
                <Button
                  key={outcome}
                  size="small"
                  tabIndex={-1}
                  title={
                    outcome === 'liked' && name.likeRefusal
                      ? t(`hidden.${name.likeRefusal}.explain`)
                      : undefined
                  }
                  onClick={() => on.onLook(outcome)}
                >
                  <KeyHint keys={String(index)} /> {t(`patrol.outcome.${outcome}`)}
                </Button>
              ))}
            {lastEvent && (
              <Button
                size="small"
                type={look?.outcome === 'event' ? 'primary' : 'text'}
                onClick={on.onComment}
              >
                {t('patrol.comment')} <KeyHint keys="c" />
              </Button>
            )}
          </span>
        </div>
      )}
      {children}
    </li>
  );
}
