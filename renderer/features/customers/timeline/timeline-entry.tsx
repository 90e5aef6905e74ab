import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry as Entry } from '#shared/contract/timeline.ts';
import { readTalk } from '#shared/domain/capture/talk-note.ts';
import { PendingMark } from '../../../components/pending-mark.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { fullText, timeText } from '../../../components/time-format.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import { TalkBody } from '../capture/talk-body.tsx';
import { yuan } from '../card/money.ts';
import { EntryBody } from './entry-body.tsx';
import { EntryFiles } from './entry-files.tsx';
import { EntryIcon } from './entry-icon.tsx';
import { MomentRespond } from './moment-respond.tsx';
import { RepliedToggle } from './replied-toggle.tsx';
import style from './timeline.module.css';

const scoreTones = { good: 'accent', pass: 'plain', weak: 'amber', void: 'amber' } as const;

export const TimelineEntry = memo(function TimelineEntry({
  entry,
  readOnly,
  marked = false,
}: {
  entry: Entry;
  readOnly: boolean;
  /** It was jumped to. */
  marked?: boolean;
}) {
  const { t, i18n } = useTranslation(['customers', 'capture', 'deal']);
  const talk = useMemo(() => (entry.type === 'note' ? readTalk(entry.body) : undefined), [entry]);
  const entryTitle = useEntryTitle(entry);
  const title = talk ? t('capture:talkTitle', { count: talk.length }) : entryTitle;
  const remove = useRemoveEntry(entry);
  return (
    <div className={style.entry} data-entry={entry.id} data-marked={marked || undefined}>
      <EntryIcon entry={entry} isTalk={talk !== undefined} />
      <div className={style.words}>
        <div className={style.meta}>
          <span className={style.title}>{title}</span>
          {entry.type === 'touch' && (
            <QuietTag tone={entry.touchClass === 'promo' ? 'amber' : 'plain'}>
              {t(`touchClass.${entry.touchClass}`)}
            </QuietTag>
          )}
          {entry.type === 'touch' && entry.score && (
            <QuietTag
              tone={scoreTones[entry.score.grade]}
              title={t('comment.scoreOf', { score: entry.score.quality })}
            >
              {t(`comment.grade.${entry.score.grade}`)} {entry.score.quality}
            </QuietTag>
          )}
          {entry.type !== 'order' && (
            <time dateTime={entry.at} title={fullText(entry.at, i18n.language)}>
              {timeText(entry.at, i18n.language)}
            </time>
          )}
          {entry.type === 'promise' && (
            <QuietTag tone={entry.outcome === 'late' || entry.outcome === 'overdue' ? 'amber' : 'plain'}>
              {t(`timeline.outcome.${entry.outcome}`)}
            </QuietTag>
          )}
          {entry.type === 'appointment' && (
            <QuietTag tone={entry.status === 'no_show' ? 'amber' : 'plain'}>
              {t(`timeline.appointment.${entry.status}`)}
            </QuietTag>
          )}
          {entry.type === 'deal' && entry.status !== 'open' && (
            <QuietTag>{t(`timeline.deal.${entry.status}`)}</QuietTag>
          )}
          {!entry.own && entry.authorName !== null && entry.type !== 'owner' && (
            <span>{entry.authorName}</span>
          )}
          {entry.type === 'change' && entry.byRule && <span>{t('timeline.byRule')}</span>}
          {entry.late && (
            <QuietTag tone="amber" title={t('timeline.lateExplain')}>
              {t('timeline.late')}
            </QuietTag>
          )}
          {entry.pending && <PendingMark />}
          {entry.own && isRemovable(entry) && !readOnly && (
            <Button
              className={style.remove}
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('timeline.delete')}
              title={t('timeline.delete')}
              onClick={() => void remove()}
            />
          )}
        </div>
        {entry.type === 'change' && <div className={style.body}>{changeText(entry, t)}</div>}
        {entry.type === 'deal' && (
          <div className={style.body}>
            {t('timeline.dealText', {
              product: entry.product,
              amount: yuan(entry.amountFen, i18n.language),
            })}
          </div>
        )}
        {entry.type === 'order' ? (
          <div className={style.body}>
            {t('timeline.order', {
              product: entry.product,
              quantity: entry.quantity,
              paid: yuan(entry.paidFen, i18n.language),
            })}
          </div>
        ) : (
          'body' in entry &&
          entry.body !== '' &&
          (talk ? <TalkBody messages={talk} /> : <EntryBody text={entry.body} />)
        )}
        {isRemovable(entry) && <EntryFiles ownerId={entry.id} readOnly={readOnly} />}
        {entry.type === 'touch' && entry.kind !== 'like' && (
          <RepliedToggle entry={entry} readOnly={readOnly} />
        )}
        {entry.type === 'moment' && <MomentRespond moment={entry} readOnly={readOnly} />}
      </div>
    </div>
  );
});

function useEntryTitle(entry: Entry): string {
  const { t } = useTranslation('customers');
  if (entry.type === 'touch') return t(`touchKind.${entry.kind}`);
  if (entry.type === 'moment') return t('timeline.momentTitle', { kind: t(`momentKind.${entry.kind}`) });
  if (entry.type === 'signal') return t(`timeline.signal.${entry.kind}`);
  if (entry.type === 'change') return t(`timeline.change.${entry.field}`);
  if (entry.type === 'owner') return t(`timeline.owner.${entry.how}`, { name: entry.authorName ?? '' });
  return t(`timeline.type.${entry.type}`);
}

/** Others are taken back where they are made: promises, appointments and the like have their own lists. */
function isRemovable(entry: Entry): entry is Extract<Entry, { type: 'note' | 'touch' | 'moment' }> {
  return entry.type === 'note' || entry.type === 'touch' || entry.type === 'moment';
}

function changeText(
  { field, fromValue, toValue }: Extract<Entry, { type: 'change' }>,
  t: ReturnType<typeof useTranslation>['t'],
): string {
  const text = (value: string) => {
    if (field === 'trustStage') return t(`trustStage.${value}`, value);
    if (field === 'tier') return t(`tier.${value}`, value);
    if (field === 'dealStage') return t(`deal:stage.${value}`, value);
    if (field === 'dealEnd') return dealEndText(value, t);
    if (field !== 'source') return value;
    const [source = '', ...rest] = value.split('\t');
    return [t(`source.${source}`, source), ...rest.filter((part) => part !== '')].join(' · ');
  };
  return `${text(fromValue)} → ${text(toValue)}`;
}

/** A stage, or what the deal became: `lost` with why. */
function dealEndText(value: string, t: ReturnType<typeof useTranslation>['t']): string {
  const [status = '', reason = ''] = value.split('\t');
  if (status === 'won') return t('timeline.deal.won');
  if (status !== 'lost') return t(`deal:stage.${status}`, status);
  return t('timeline.deal.lostFor', { reason: t(`deal:loss.${reason}`, reason) });
}

function useRemoveEntry(entry: Entry) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  return async (): Promise<void> => {
    if (!isRemovable(entry)) return;
    const subject = api[entry.type];
    try {
      await subject.delete({ id: entry.id });
      undoToast(t('timeline.deleted'), () => subject.restore({ id: entry.id }));
    } catch (error) {
      fail(error);
    }
  };
}
