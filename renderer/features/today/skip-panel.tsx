import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { skipReasons, type SkipReason } from '#shared/domain/entity/user.ts';
import { useShortcut } from '../../app/shortcut.ts';
import { KeyHint } from '../../components/key-hint.tsx';

/** Why not today: one digit. The first four excuse the item, the others count as not done (rules.md R11). */
export function SkipPanel(props: { onSkip: (reason: SkipReason) => void; onCancel: () => void }) {
  const { t } = useTranslation('today');
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useShortcut(
    t('skip.title'),
    {
      ...Object.fromEntries(
        skipReasons.map((reason, index) => [
          String(index + 1),
          { label: t(`skip.${reason}`), run: () => props.onSkip(reason) },
        ]),
      ),
      Escape: { label: t('cancel'), run: props.onCancel },
    },
    { modal: true },
  );
  const choice = (reason: SkipReason) => (
    <button key={reason} type="button" className="choice" onClick={() => props.onSkip(reason)}>
      <KeyHint keys={String(skipReasons.indexOf(reason) + 1)} />
      {t(`skip.${reason}`)}
    </button>
  );
  return (
    <div className="item-panel" ref={panel} tabIndex={-1} role="group" aria-label={t('skip.title')}>
      <div className="choice-row">
        <span className="choice-row-label">{t('skip.excused')}</span>
        {skipReasons.slice(0, 4).map(choice)}
      </div>
      <div className="choice-row">
        <span className="choice-row-label">{t('skip.counted')}</span>
        {skipReasons.slice(4).map(choice)}
      </div>
      <div className="item-panel-actions">
        <Button onClick={props.onCancel}>{t('cancel')}</Button>
      </div>
    </div>
  );
}
