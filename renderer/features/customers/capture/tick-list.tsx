/** Rows that are ticked one by one: arrows move, Space ticks, A ticks all or none. Nothing is ticked by itself. */
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../../../components/ime-input.tsx';
import { KeyHint } from '../../../components/key-hint.tsx';
import style from './capture.module.css';

interface TickRow {
  key: string;
  content: ReactNode;
  /** Beside the row and under it; a click there ticks nothing. */
  aside?: ReactNode;
  below?: ReactNode;
}

interface TickListProps {
  label: string;
  rows: readonly TickRow[];
  ticked: ReadonlySet<string>;
  onTick: (ticked: string[]) => void;
  /** Scrolls inside itself: many rows. */
  tall?: boolean;
  /** Other keys on a row; true where the key was for it. */
  onKey?: (pressed: string, row: string) => boolean;
  ref?: Ref<HTMLDivElement>;
}

export function TickList({ label, rows, ticked, onTick, onKey, tall, ref }: TickListProps) {
  const { t } = useTranslation('capture');
  const chosen = rows.filter(({ key }) => ticked.has(key));
  const all = chosen.length === rows.length;
  const tickAll = () => onTick(all ? [] : rows.map(({ key }) => key));
  const toggle = (key: string) => {
    const without = chosen.filter((row) => row.key !== key).map((row) => row.key);
    onTick(ticked.has(key) ? without : [...without, key]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'checkbox') return;
    if (onKey?.(event.key, event.target.value)) return event.preventDefault();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'a') return;
    event.preventDefault();
    if (step === undefined) return tickAll();
    const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    const next = boxes[boxes.indexOf(event.target) + step];
    next?.focus();
  };
  return (
    <div ref={ref} className={style.list} role="group" aria-label={label} onKeyDown={onKeyDown}>
      <div className={style.listHead}>
        <span>{label}</span>
        <span className={style.count}>{t('ticked', { count: chosen.length, of: rows.length })}</span>
        <button type="button" className={style.all} onClick={tickAll}>
          {t(all ? 'tickNone' : 'tickAll')} <KeyHint keys="a" />
        </button>
      </div>
      <ul data-tall={tall || undefined}>
        {rows.map(({ key, content, aside, below }) => (
          <li key={key} data-on={ticked.has(key) || undefined}>
            <div className={style.rowLine}>
              <label>
                <input type="checkbox" value={key} checked={ticked.has(key)} onChange={() => toggle(key)} />
                <span className={style.row}>{content}</span>
              </label>
              {aside}
            </div>
            {below}
          </li>
        ))}
      </ul>
    </div>
  );
}
