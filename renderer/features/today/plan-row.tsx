import { CheckOutlined, ClockCircleOutlined, CopyOutlined, StepForwardOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanItemView } from '#shared/contract/plan.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { PendingMark } from '../../components/pending-mark.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { TierChip } from '../../components/tier-chip.tsx';
import { CheckInOffer } from './check-in-offer.tsx';
import { rangesOf } from '../../components/word-range.ts';
import { QuietNow } from './quiet-now.tsx';
import { ReasonChips } from './reason-chips.tsx';
import { whatToDo } from './what-to-do.ts';

/** What a row asks for; each is told whose row it is. */
export interface PlanRowHandlers {
  select(item: PlanItemView): void;
  open(item: PlanItemView): void;
  copy(item: PlanItemView): void;
  copyWithOffer(item: PlanItemView): void;
  done(item: PlanItemView): void;
  skip(item: PlanItemView): void;
  later(item: PlanItemView): void;
}

interface PlanRowProps {
  item: PlanItemView;
  /** Part of the card above: the person is not shown again. */
  attached: boolean;
  selected: boolean;
  readOnly: boolean;
  /** The same object at every drawing, or every row is drawn anew at every key. */
  on: PlanRowHandlers;
  /** The panel open under this row. */
  children: ReactNode;
}

function Hint({ word, keys }: { word: string; keys: string }) {
  return (
    <span className="plan-tip">
      {word} <KeyHint keys={keys} />
    </span>
  );
}

export const PlanRow = memo(function PlanRow({
  item,
  attached,
  selected,
  readOnly,
  children,
  on,
}: PlanRowProps) {
  const { t } = useTranslation('today');
  const shownName = item.addressAs && item.addressAs !== item.name ? item.addressAs : '';
  /** A planned appointment is confirmed; after a no-show there is something to be done. */
  const isReminder = item.reasons.some(({ code }) => code === 'appointment');
  const what = whatToDo(item, t);
  return (
    <li
      className="plan-row"
      data-item={item.id}
      data-kind={item.kind}
      data-attached={attached || undefined}
      data-displaced={item.displacedAt !== null || undefined}
      aria-current={selected ? 'true' : undefined}
      aria-label={t('row', { name: item.name, kind: t(`kind.${item.kind}`) })}
      tabIndex={selected ? 0 : -1}
      onFocus={() => on.select(item)}
    >
      <div className="plan-row-main">
        {attached ? <span className="plan-row-no-avatar" /> : <PersonAvatar name={item.name} size={40} />}
        <div className="plan-row-words">
          <div className="plan-row-head">
            {attached ? (
              <span>{what}</span>
            ) : (
              <>
                <button type="button" className="plan-row-name" onClick={() => on.open(item)} tabIndex={-1}>
                  {item.name}
                </button>
                {shownName && <span className="plan-row-address">{shownName}</span>}
                <TierChip tier={item.tier} />
              </>
            )}
            <ReasonChips reasons={item.reasons} tier={item.tier} />
            {item.quietMinutes && <QuietNow minutes={item.quietMinutes} />}
            {item.displacedAt && <QuietTag title={t('displacedExplain')}>{t('displaced')}</QuietTag>}
            {item.insertedAt && !item.displacedAt && (
              <QuietTag tone="accent" title={t('insertedExplain')}>
                {t('inserted')}
              </QuietTag>
            )}
            {item.pending && item.status === 'later' && <PendingMark compact />}
          </div>
          {!attached && <p className="plan-row-subject">{what}</p>}
          {!attached && item.lastWords && (
            <p className="plan-row-last" title={item.lastWords}>
              {t('lastWords', { text: item.lastWords })}
            </p>
          )}
        </div>
        {!readOnly && (
          <div className="plan-row-actions">
            <Tooltip title={<Hint word={t('key.later')} keys="l" />}>
              <Button
                type="text"
                icon={<ClockCircleOutlined />}
                aria-label={t('key.later')}
                onClick={() => on.later(item)}
              />
            </Tooltip>
            <Tooltip title={<Hint word={t('key.skip')} keys="s" />}>
              <Button
                type="text"
                icon={<StepForwardOutlined />}
                aria-label={t('key.skip')}
                onClick={() => on.skip(item)}
              />
            </Tooltip>
            <Tooltip title={<Hint word={t('key.done')} keys="d" />}>
              <Button icon={<CheckOutlined />} onClick={() => on.done(item)}>
                {t(isReminder ? 'done.remind' : 'done.button')}
              </Button>
            </Tooltip>
          </div>
        )}
      </div>
      {item.draft && (
        <div className="plan-row-draft">
          <p title={item.draft}>
            <MarkedText text={item.draft} marks={rangesOf(item.draft, item.draftSells)} />
          </p>
          <Tooltip title={<Hint word={t('key.copy')} keys="c" />}>
            <Button type="text" size="small" icon={<CopyOutlined />} onClick={() => on.copy(item)}>
              {t('copy')}
            </Button>
          </Tooltip>
        </div>
      )}
      {item.offer && <CheckInOffer offer={item.offer} onCopy={() => on.copyWithOffer(item)} />}
      {children}
    </li>
  );
});
