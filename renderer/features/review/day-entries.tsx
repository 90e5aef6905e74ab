import { useTranslation } from 'react-i18next';
import type { ReviewItems } from '#shared/protocol/review.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { timeText } from '../../components/time-format.ts';
import { EntryEvidence } from './entry-evidence.tsx';
import style from './review.module.css';

/** The most the server sends. */
const most = 500;

/** `shownItemIds`: steps that show their evidence themselves. */
export function DayEntries(props: { entries: ReviewItems['entries']; shownItemIds: ReadonlySet<string> }) {
  const { entries, shownItemIds } = props;
  const { t, i18n } = useTranslation('review');
  if (entries.length === 0) return <p className={style.faint}>{t('panel.noEntries')}</p>;
  return (
    <>
      {entries.length >= most && <p className={style.faint}>{t('panel.entriesCapped')}</p>}
      <ul className={style.entries}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <div className={style.entryHead}>
              <strong>{entry.customerName}</strong>
              <QuietTag>{t(`entryKind.${entry.kind}`, entry.kind)}</QuietTag>
              <time dateTime={entry.at}>{timeText(entry.at, i18n.language)}</time>
            </div>
            {entry.body && <p>{entry.body}</p>}
            {!shownItemIds.has(entry.planItemId ?? '') && (
              <EntryEvidence evidence={entry.evidence} files={entry.files} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
