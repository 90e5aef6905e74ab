/** One row for what is done in one go: the looks of the day, or its likes. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanItemView } from '#shared/contract/plan.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import { LikePanel } from './like-panel.tsx';
import { PatrolPanel } from './patrol-panel.tsx';
import style from './patrol.module.css';

const shownNames = 6;

interface BatchRowProps {
  item: PlanItemView;
  batch: readonly PlanItemView[];
  selected: boolean;
  opened: boolean;
  readOnly: boolean;
  onSelect: () => void;
  onOpen: () => void;
  onClose: () => void;
  /** The last of it has been dealt with: the row goes. */
  onFinished: () => void;
}

export function BatchRow(props: BatchRowProps) {
  const { item, batch, selected, opened, readOnly, onClose, onFinished } = props;
  const { t } = useTranslation('today');
  const isPatrol = item.kind === 'PATROL';
  const title = t(isPatrol ? 'patrol.title' : 'like.title');
  const names = [...new Set(batch.map(({ name }) => name))];
  let panel: ReactNode;
  if (opened) {
    panel = isPatrol ? (
      <PatrolPanel onClose={onClose} onFinished={onFinished} />
    ) : (
      <LikePanel items={batch} onClose={onClose} onFinished={onFinished} />
    );
  }
  return (
    <li
      className="plan-row"
      data-item={item.id}
      data-kind={item.kind}
      aria-current={selected ? 'true' : undefined}
      aria-label={t('row', { name: title, kind: t('batch.count', { count: batch.length }) })}
      tabIndex={selected ? 0 : -1}
      onFocus={props.onSelect}
    >
      <div className="plan-row-main">
        <div className="plan-row-words">
          <div className="plan-row-head">
            <strong>{title}</strong>
            <span className={style.count}>{t('batch.count', { count: batch.length })}</span>
          </div>
          {!opened && (
            <p className={style.who}>
              {names.length > shownNames
                ? t('batch.names', { names: names.slice(0, shownNames).join('、'), count: batch.length })
                : names.join('、')}
            </p>
          )}
        </div>
        {!readOnly && !opened && (
          <div className="plan-row-actions">
            <Button onClick={props.onOpen} tabIndex={-1}>
              {t(isPatrol ? 'patrol.open' : 'like.open')} <KeyHint keys="Enter" />
            </Button>
          </div>
        )}
      </div>
      {panel}
    </li>
  );
}
