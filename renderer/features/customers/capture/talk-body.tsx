/** A kept talk in the timeline: its first lines, the rest with a click. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptMessage } from '#shared/domain/capture/talk-note.ts';
import { timeText } from '../../../components/time-format.ts';
import style from './capture.module.css';

const shownAtFirst = 4;

export function TalkBody({ messages }: { messages: readonly KeptMessage[] }) {
  const { t, i18n } = useTranslation(['capture', 'customers']);
  const [whole, setWhole] = useState(false);
  const isLong = messages.length > shownAtFirst + 1;
  const shown = whole || !isLong ? messages : messages.slice(0, shownAtFirst);
  return (
    <>
      <ol className={style.talk}>
        {shown.map(({ role, speaker, at, text }, index) => (
          <li key={index} data-role={role}>
            <span className={style.meta}>
              <span className={style.name}>{role === 'me' ? t('role.me') : speaker || t('nobody')}</span>
              {at !== null && <time dateTime={at}>{timeText(at, i18n.language)}</time>}
            </span>
            <span className={style.text}>{text || <i>{t('emptyMessage')}</i>}</span>
          </li>
        ))}
      </ol>
      {isLong && (
        <button type="button" className={style.all} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('customers:timeline.showLess') : t('showAll', { count: messages.length })}
        </button>
      )}
    </>
  );
}
