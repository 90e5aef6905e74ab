import { useTranslation } from 'react-i18next';
import { dateOf } from '#shared/domain/calendar.ts';
import { dayWord, timeText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';

/** An instant as day and time; the time alone for today. */
export function useMomentText(): (at: string) => string {
  const { i18n } = useTranslation();
  const nowMs = useNow();
  return (at) => {
    const time = timeText(at, i18n.language);
    const on = dateOf(at);
    return on === dateOf(nowMs) ? time : `${dayWord(on, i18n.language, nowMs)} ${time}`;
  };
}
