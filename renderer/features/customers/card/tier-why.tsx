/** Since when and why the customer has this tier (R1): who changed it, what the last Monday said, what comes next. */
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import type { CustomerCard } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { dateText, fullText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { yuan } from './money.ts';
import style from './tier.module.css';

type Tier = CardInsight['tier'];

export function TierWhy({ card, tier }: { card: CustomerCard; tier: Tier }) {
  const { t, i18n } = useTranslation('card');
  const nowMs = useNow();
  const day = (on: string) => dateText(on, i18n.language, nowMs);
  const name = t(`tier.name.${card.tier}`);
  const { change, override, newUntil, check, nextOn, fallsTo } = tier;
  return (
    <div className={style.why}>
      {change && (
        <p title={fullText(change.at, i18n.language)}>
          {t(change.byRule ? 'tier.byRule' : 'tier.byPerson', {
            day: day(dateOf(change.at)),
            name: change.byName ?? '',
            from: t(`tier.name.${change.from}`, change.from),
          })}
          {change.reason !== '' && <span className={style.reason}>{change.reason}</span>}
        </p>
      )}
      {override && (
        <p>
          {override.isOver
            ? t('tier.overrideOver', { day: day(nextOn) })
            : t('tier.overrideUntil', { day: day(override.endsOn) })}
        </p>
      )}
      {newUntil && <p>{t('tier.newUntil', { day: day(newUntil) })}</p>}
      {check && (
        <p>
          {check.rank !== null && check.place !== null
            ? t('tier.checked', {
                day: day(check.checkedOn),
                score: check.score,
                place: check.place,
                of: check.placeOf,
                rank: check.rank,
              })
            : check.apart
              ? t(`tier.apart.${check.apart}`, { day: day(check.checkedOn) })
              : t('tier.notRanked', { day: day(check.checkedOn) })}
        </p>
      )}
      {check?.parts && <PartTable parts={check.parts} weights={tier.weights} />}
      {!check && newUntil === null && (
        <p className={style.quiet}>{t('tier.notChecked', { day: day(nextOn) })}</p>
      )}
      {fallsTo && (
        <p className={style.falls}>
          {t('tier.falls', { day: day(nextOn), to: t(`tier.name.${fallsTo}`), tier: name })}
        </p>
      )}
    </div>
  );
}

function PartTable({
  parts,
  weights,
}: {
  parts: NonNullable<NonNullable<Tier['check']>['parts']>;
  weights: Tier['weights'];
}) {
  const { t, i18n } = useTranslation('card');
  const rows = [
    { part: 'margin', value: yuan(parts.margin.value, i18n.language), rank: parts.margin.rank },
    {
      part: 'deal',
      value: parts.deal.value === 0 ? '–' : yuan(parts.deal.value, i18n.language),
      rank: parts.deal.rank,
    },
    { part: 'source', value: '', rank: parts.source },
    {
      part: 'engagement',
      value: t('tier.times', { count: parts.engagement.value }),
      rank: parts.engagement.rank,
    },
    {
      part: 'referrals',
      value: t('tier.people', { count: parts.referrals.value }),
      rank: parts.referrals.rank,
    },
  ] as const;
  return (
    <table className={style.parts}>
      <thead>
        <tr>
          <th scope="col">{t('tier.part')}</th>
          <th scope="col">{t('tier.own')}</th>
          <th scope="col" title={t('tier.rankExplain')}>
            {t('tier.rank')}
          </th>
          <th scope="col" title={t('tier.weightExplain')}>
            {t('tier.weight')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, value, rank }) => (
          <tr key={part} title={t(`tier.partExplain.${part}`)}>
            <th scope="row">{t(`tier.parts.${part}`)}</th>
            <td>{value}</td>
            <td>{rank}</td>
            <td>{weights[part]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
