import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLongText } from './long-text.ts';
import style from './timeline.module.css';

/** What was written. A very long text shows its beginning, so that the rest of the history stays in reach. */
export function EntryBody({ text }: { text: string }) {
  const { t } = useTranslation('customers');
  const [whole, setWhole] = useState(false);
  if (!isLongText(text)) return <div className={style.body}>{text}</div>;
  return (
    <>
      <div className={style.body} data-cut={!whole || undefined}>
        {text}
      </div>
      <button type="button" className={style.unfold} aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {t(whole ? 'timeline.showLess' : 'timeline.showAll')}
      </button>
    </>
  );
}
