/**
 * The next touch on the strip. It is moved by dragging, or by the arrows (a day; with Shift a week): Enter or leaving it
 * keeps the day, Esc puts it back. It goes no further back than today, and not to a day on which they were spoken to.
 */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, daysBetween } from '#shared/domain/calendar.ts';
import { dateText } from '../../../components/time-format.ts';
import { useNow } from '../../../components/time-text.tsx';
import { useFailToast } from '../../../components/undo-toast.tsx';
import { useNextDay } from './use-next-day.ts';
import style from './cadence.module.css';

interface NextMarkProps {
  customerId: string;
  on: string;
  /** The days of the strip, and the first and last it may be moved to. */
  fromOn: string;
  toOn: string;
  earliest: string;
  text: string;
}

export function NextMark({ customerId, on, fromOn, toOn, earliest, text }: NextMarkProps) {
  const { t, i18n } = useTranslation('card');
  const now = useNow();
  const fail = useFailToast();
  const setNext = useNextDay(customerId);
  const [moved, setMoved] = useState<string>();
  const isDragged = useRef(false);
  const isKept = useRef(false);
  const days = daysBetween(fromOn, toOn) + 1;
  const shown = moved ?? on;
  const within = (day: string) => (day < earliest ? earliest : day > toOn ? toOn : day);

  const keep = async () => {
    // Letting go and leaving come one after the other: a day is kept once.
    if (moved === undefined || isKept.current) return;
    if (moved === on) return setMoved(undefined);
    isKept.current = true;
    try {
      await setNext({ on: moved, reason: text });
    } catch (error) {
      fail(error);
    } finally {
      isKept.current = false;
    }
    setMoved(undefined);
  };
  const putBack = () => {
    isDragged.current = false;
    setMoved(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (step !== undefined) setMoved(within(addDays(shown, step * (event.shiftKey ? 7 : 1))));
    else if (event.key === 'Enter') void keep();
    else if (event.key === 'Escape' && moved !== undefined) putBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    if (!isDragged.current) return;
    const strip = currentTarget.parentElement!.getBoundingClientRect();
    const place = Math.floor(((clientX - strip.left) / strip.width) * days);
    setMoved(within(addDays(fromOn, Math.max(0, Math.min(days - 1, place)))));
  };
  const label = [dateText(shown, i18n.language, now), text].filter((part) => part !== '').join(' · ');
  return (
    <span
      role="slider"
      tabIndex={0}
      className={style.plan}
      data-kind="next"
      data-moved={moved !== undefined || undefined}
      aria-label={t('cadence.planned.next')}
      aria-valuemin={daysBetween(fromOn, earliest)}
      aria-valuemax={days - 1}
      aria-valuenow={daysBetween(fromOn, shown)}
      aria-valuetext={label}
      title={`${t('cadence.planned.next')} · ${label}\n${t('next.move')}`}
      style={{ left: `${(100 * daysBetween(fromOn, shown)) / days}%`, width: `${100 / days}%` }}
      onKeyDown={onKeyDown}
      onBlur={() => void keep()}
      onPointerDown={(event) => {
        isDragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        isDragged.current = false;
        void keep();
      }}
      onPointerCancel={putBack}
    >
      {moved !== undefined && <em className={style.movedTo}>{dateText(moved, i18n.language, now)}</em>}
    </span>
  );
}
