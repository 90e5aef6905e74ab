import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateText, dayWord, fullText, relativeText } from './time-format.ts';

/** The present, renewed every minute so that 「3 分钟前」 stays true. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** `relative(at)`: an instant as a distance or day, for use inside a sentence. */
export function useRelativeText(): (at: string) => string {
  const { t, i18n } = useTranslation('common');
  const nowMs = useNow();
  return (at) => relativeText(at, i18n.language, nowMs, t('time.justNow'));
}

/** An instant as a distance or day; the full date and time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const relative = useRelativeText();
  return (
    <time dateTime={at} title={fullText(at, i18n.language)}>
      {relative(at)}
    </time>
  );
}

/** A calendar date; `words` says 今天, 昨天, 明天 where it fits. */
export function DateText({ on, words = false }: { on: string; words?: boolean }) {
  const { i18n } = useTranslation();
  const nowMs = useNow();
  return (
    <time dateTime={on} title={on}>
      {words ? dayWord(on, i18n.language, nowMs) : dateText(on, i18n.language, nowMs)}
    </time>
  );
}
