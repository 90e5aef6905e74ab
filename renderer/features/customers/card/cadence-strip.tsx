/** Past touches and what is planned on one strip of days (D17): gaps and clusters can be seen, and are told in words. */
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import { addDays, daysBetween } from '#shared/domain/calendar.ts';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { NextMark } from './next-mark.tsx';
import style from './cadence.module.css';

type Cadence = CardInsight['cadence'];

interface CadenceStripProps {
  customerId: string;
  cadence: Cadence;
  ledger: CardInsight['ledger'];
  /** The day of the next touch; null where there is none. */
  nextOn: string | null;
  readOnly: boolean;
}

export function CadenceStrip({ customerId, cadence, ledger, nextOn, readOnly }: CadenceStripProps) {
  const { t, i18n } = useTranslation(['card', 'customers']);
  const nowMs = useNow();
  const { fromOn, today, toOn, touches, planned, gaps, clusters } = cadence;
  const days = daysBetween(fromOn, toOn) + 1;
  const left = (on: string) => `${(100 * daysBetween(fromOn, on)) / days}%`;
  const width = (from: string, to: string) => `${(100 * (daysBetween(from, to) + 1)) / days}%`;
  const dayText = (on: string) => dateText(on, i18n.language, nowMs);
  const byDay = Map.groupBy(touches, ({ on }) => on);
  const talks = touches.filter(({ kind }) => kind !== 'like').length;
  const longest = gaps.toSorted((a, b) => b.days - a.days)[0];
  const canMove = !readOnly && nextOn !== null;
  const isFixed = ({ kind }: Cadence['planned'][number]) => kind !== 'next' || !canMove;
  const next = planned.find((each) => !isFixed(each));
  // One proactive conversation a day (R4).
  const spokeToday = touches.some(({ on, kind }) => on === today && kind !== 'like');
  const earliest = spokeToday ? addDays(today, 1) : today;
  const said = [
    t('cadence.talks', { count: talks, days: daysBetween(fromOn, today) }),
    ...(longest
      ? [t('cadence.gap', { days: longest.days, from: dayText(longest.fromOn), most: cadence.gapDays })]
      : []),
    ...(clusters.length > 0
      ? [
          t('cadence.cluster', {
            count: clusters[0]!.touches,
            from: dayText(clusters[0]!.fromOn),
            to: dayText(clusters[0]!.toOn),
          }),
        ]
      : []),
    ...(cadence.next.byHand
      ? [t('cadence.byHand', { reason: cadence.next.reason || t('next.noReason') })]
      : []),
    ledger.lastPromoAt === null ? t('cadence.noPromo') : t('cadence.careSince', { count: ledger.careSince }),
  ];
  return (
    <section className={style.cadence} aria-label={t('cadence.title')}>
      <div className={style.strip}>
        {gaps.map(({ fromOn: from, toOn: to, days: long }) => (
          <span
            key={from}
            className={style.gap}
            style={{ left: left(from), width: width(from, to) }}
            title={t('cadence.gapTitle', { days: long, from: dayText(from), to: dayText(to) })}
          />
        ))}
        {clusters.map(({ fromOn: from, toOn: to, touches: count }) => (
          <span
            key={from}
            className={style.cluster}
            style={{ left: left(from), width: width(from, to) }}
            title={t('cadence.clusterTitle', { count, from: dayText(from), to: dayText(to) })}
          />
        ))}
        {[...byDay].map(([on, list]) => (
          <span
            key={on}
            className={style.day}
            style={{ left: left(on), width: width(on, on) }}
            title={`${dayText(on)} · ${list
              .map(({ kind, touchClass }) =>
                [t(`customers:touchKind.${kind}`), t(`customers:touchClass.${touchClass}`)].join(' '),
              )
              .join(', ')}`}
          >
            {list.slice(0, 3).map(({ id, kind, touchClass }) => (
              <i key={id} data-class={touchClass} data-light={kind === 'like' || undefined} />
            ))}
          </span>
        ))}
        <span
          className={style.now}
          style={{ left: left(today), width: width(today, today) }}
          title={t('cadence.today')}
        />
        {planned.filter(isFixed).map(({ on, kind, text }, place) => (
          <span
            key={`${on} ${kind} ${place}`}
            className={style.plan}
            data-kind={kind}
            style={{ left: left(on), width: width(on, on) }}
            title={[dayText(on), t(`cadence.planned.${kind}`), text]
              .filter((part) => part !== '')
              .join(' · ')}
          />
        ))}
        {next && (
          <NextMark
            key={`${next.on} ${next.text}`}
            customerId={customerId}
            on={next.on}
            fromOn={fromOn}
            toOn={toOn}
            earliest={earliest}
            text={next.text}
          />
        )}
      </div>
      <div className={style.scale} aria-hidden>
        <span>{dayText(fromOn)}</span>
        <span style={{ left: left(addDays(today, 0)) }}>{t('cadence.today')}</span>
        <span>{dayText(toOn)}</span>
      </div>
      <p className={style.said}>{said.join(' ')}</p>
    </section>
  );
}
