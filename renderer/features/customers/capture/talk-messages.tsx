/** The messages of a pasted talk that are not in the history yet. */
import { useTranslation } from 'react-i18next';
import type { TalkPreview } from '#shared/contract/capture.ts';
import { fullText, dayWord, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { dateOf } from '#shared/domain/calendar.ts';
import { talkRoles, type TalkRole } from '#shared/domain/capture/talk-note.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { TickList } from './tick-list.tsx';
import style from './capture.module.css';

interface TalkMessagesProps {
  preview: TalkPreview;
  /** Places in the talk. */
  ticked: readonly number[];
  onTick: (ticked: number[]) => void;
  /** Of two people of one name: who speaks from this place on. */
  onTurn: (place: number, role: TalkRole) => void;
}

export function TalkMessages({ preview, ticked, onTick, onTurn }: TalkMessagesProps) {
  const { t } = useTranslation('capture');
  const several = new Set(preview.speakers.flatMap(({ name, role }) => (role === 'several' ? [name] : [])));
  /** 1, 2, 3 on a row, in the order of the chips. */
  const onKey = (pressed: string, row: string) => {
    const role = talkRoles[Number(pressed) - 1];
    if (!role || !several.has(preview.messages[Number(row)]!.speaker)) return false;
    onTurn(Number(row), role);
    return true;
  };
  const rows = preview.messages.flatMap((message, index) =>
    message.held
      ? []
      : [
          {
            key: String(index),
            content: <Message message={message} />,
            aside: several.has(message.speaker) && (
              <ChoiceChips
                single
                label={t('whoSaid', { name: message.speaker })}
                choices={talkRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
                chosen={message.role === null ? [] : [message.role]}
                onChoose={(role) => onTurn(index, role)}
              />
            ),
          },
        ],
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
          onKey={onKey}
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
