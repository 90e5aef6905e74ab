/** One row for everything the two cards say differently; what is chosen is marked, and a key away. */
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeSide, MergeWay } from '#shared/contract/merge.ts';
import type { Choices } from '#shared/domain/merge/choose.ts';
import type { MergeChoice, MergePart } from '#shared/domain/merge/part.ts';
import { RelativeTime } from '../../../components/time-text.tsx';
import { maskContact, type ContactKind } from '../../../components/mask-contact.ts';
import { sideValue } from './side-value.ts';
import style from './merge.module.css';

interface MergeTableProps {
  sides: readonly [MergeSide, MergeSide];
  way: MergeWay;
  choices: Choices;
  /** Nothing can be chosen any more. */
  disabled: boolean;
  onKeep: (id: string) => void;
  onChoose: (part: MergePart, choice: MergeChoice) => void;
}

export function MergeTable({ sides, way, choices, disabled, onKeep, onChoose }: MergeTableProps) {
  const { t } = useTranslation('card');
  const [showSame, setShowSame] = useState(false);
  const nothing = (offer: MergeWay['offers'][number]) => offer.isKeptEmpty && offer.isOtherEmpty;
  const same = way.offers.filter((offer) => offer.isSame && !nothing(offer));
  const differing = way.offers.filter((offer) => !offer.isSame);
  const sideOf = (choice: 'kept' | 'other') =>
    sides.find(({ id }) => (id === way.keepId) === (choice === 'kept'))!;
  return (
    <table className={style.table}>
      <thead>
        <tr>
          <th scope="col">{t('merge.about')}</th>
          {sides.map((side) => (
            <th
              key={side.id}
              scope="col"
              aria-label={side.name}
              data-kept={side.id === way.keepId || undefined}
            >
              <Radio
                name="keep"
                disabled={disabled}
                checked={side.id === way.keepId}
                onChange={() => onKeep(side.id)}
              >
                <b>{side.name}</b>
                <small>{t(side.id === way.keepId ? 'merge.kept' : 'merge.goes')}</small>
              </Radio>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className={style.about}>
          <th scope="row">{t('merge.history')}</th>
          {sides.map((side) => (
            <td key={side.id}>
              <History side={side} />
            </td>
          ))}
        </tr>
        <tr className={style.about}>
          <th scope="row">{t('merge.contacts')}</th>
          {sides.map((side) => (
            <td key={side.id}>
              {side.contacts
                .map(({ kind, value }) => maskContact(kind as ContactKind, value))
                .join(t('merge.and')) || t('merge.nothing')}
            </td>
          ))}
        </tr>
        <tr className={style.about}>
          <th scope="row">{t('merge.tags')}</th>
          {sides.map((side) => (
            <td key={side.id}>{side.tags.join(t('merge.and')) || t('merge.nothing')}</td>
          ))}
        </tr>
        {differing.map(({ part, proposed, canJoin }) => {
          const chosen = choices[part] ?? proposed;
          return (
            <tr key={part}>
              <th scope="row">{t(`merge.part.${part}`)}</th>
              {sides.map((side) => {
                const choice = side.id === way.keepId ? 'kept' : 'other';
                const text = sideValue(side, part, t as never);
                return (
                  <td key={side.id} data-chosen={chosen === choice || chosen === 'both' || undefined}>
                    <Radio
                      name={part}
                      disabled={disabled}
                      checked={chosen === choice}
                      onChange={() => onChoose(part, choice)}
                    >
                      {text === '' ? <i>{t('merge.nothing')}</i> : text}
                    </Radio>
                    {canJoin && side.id === sides[1].id && (
                      <Radio
                        name={part}
                        disabled={disabled}
                        checked={chosen === 'both'}
                        onChange={() => onChoose(part, 'both')}
                      >
                        {t('merge.both')}
                      </Radio>
                    )}
                  </td>
                );
              })}
            </tr>
          );
        })}
        {showSame &&
          same.map(({ part }) => (
            <tr key={part} className={style.about}>
              <th scope="row">{t(`merge.part.${part}`)}</th>
              <td colSpan={2}>{sideValue(sideOf('kept'), part, t as never)}</td>
            </tr>
          ))}
        {same.length > 0 && (
          <tr className={style.about}>
            <td colSpan={3}>
              <button type="button" className={style.more} onClick={() => setShowSame(!showSame)}>
                {t(showSame ? 'merge.hideSame' : 'merge.showSame', { count: same.length })}
              </button>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function History({ side }: { side: MergeSide }) {
  const { t } = useTranslation('card');
  const counts = Object.entries(side.counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => t(`merge.count.${name as keyof MergeSide['counts']}`, { count }));
  return (
    <>
      <div>{counts.length > 0 ? counts.join(t('merge.and')) : t('merge.noHistory')}</div>
      <small>
        {t('merge.made')} <RelativeTime at={side.createdAt} />
        {side.lastTouchAt !== null && (
          <>
            {' · '}
            {t('merge.lastTouch')} <RelativeTime at={side.lastTouchAt} />
          </>
        )}
      </small>
    </>
  );
}
