/** The messages of a pasted talk that are not in the history yet. */
import { useTranslation } from 'react-i18next';
import type { TalkPreview } from '#shared/contract/capture.ts';
import { fullText, dayWord, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { dateOf } from '#shared/domain/calendar.ts';
import { TickList } from './tick-list.tsx';
import style from './capture.module.css';

interface TalkMessagesProps {
  preview: TalkPreview;
  /** Places in the talk. */
  ticked: readonly number[];
  onTick: (ticked: number[]) => void;
}

export function TalkMessages({ preview, ticked, onTick }: TalkMessagesProps) {
  const { t } = useTranslation('capture');
  const rows = preview.messages.flatMap((message, index) =>
    message.held ? [] : [{ key: String(index), content: <Message message={message} /> }],
  );
  const held = preview.messages.length - rows.length;
  const words = [
    t('found', { count: preview.messages.length }),
    ...(held > 0 ? [t(rows.length === 0 ? 'allHeld' : 'held', { count: held })] : []),
    ...(preview.isCut ? [t('cut')] : []),
    ...(preview.messages.some(({ certainty }) => certainty === 'assumed') ? [t('assumed')] : []),
  ];
  return (
    <>
      <p className={style.hint} role="status">
        {words.join(' · ')}
      </p>
      {rows.length > 0 && (
        <TickList
          tall
          label={t('keepMessages')}
          rows={rows}
          ticked={new Set(ticked.map(String))}
          onTick={(keys) => onTick(keys.map(Number))}
        />
      )}
    </>
  );
}

function Message({
  message: { at, certainty, speaker, text },
}: {
  message: TalkPreview['messages'][number];
}) {
  const { t, i18n } = useTranslation('capture');
  const now = useNow();
  return (
    <span className={style.message}>
      <span className={style.meta}>
        <span className={style.name}>{speaker || t('nobody')}</span>
        {at !== null && (
          <time dateTime={at} title={fullText(at, i18n.language)}>
            {certainty === 'assumed' && '≈ '}
            {dayWord(dateOf(at), i18n.language, now)} {timeText(at, i18n.language)}
          </time>
        )}
      </span>
      <span className={style.text}>{text || <i>{t('emptyMessage')}</i>}</span>
    </span>
  );
}
