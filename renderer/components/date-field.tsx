/**
 * A day, or a day with its time: typed as people write it, or chosen from a calendar, and shown the same way in every language.
 * The arrows up and down go a day further and back, Alt+down opens the calendar.
 */
import { CalendarOutlined } from '@ant-design/icons';
import { Input, Tooltip, type InputRef } from 'antd';
import { lazy, Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import { readDay, readMoment } from './day-text.ts';
import { isComposing } from './ime-input.tsx';
import { useNow } from './time-text.tsx';
import style from './date-field.module.css';

const DayCalendar = lazy(async () => ({ default: (await import('./day-calendar.tsx')).DayCalendar }));

interface DateFieldProps {
  'aria-label'?: string;
  /** `yyyy-MM-dd`, with `showTime` `yyyy-MM-ddTHH:mm`; empty where there is none. */
  value: string;
  /**
   * Called with everything that can be read, and with an empty text where nothing can: then with what is wrong, in words, so
   * that a form in which the day may stay open does not take it for none.
   */
  onChange: (value: string, problem?: string) => void;
  /** What follows acts at once: `onChange` waits for Enter, for the field to be left, or for the calendar. */
  whenDone?: boolean;
  showTime?: boolean;
  /** `HH:mm`, where only a day is typed. */
  time?: string;
  size?: 'small' | 'middle';
  className?: string | undefined;
  title?: string;
  /** Days that may be chosen: `yyyy-MM-dd`. */
  min?: string;
  max?: string;
  /** What stands before the day. */
  prefix?: ReactNode;
  autoFocus?: boolean;
  /** With `whenDone`: an emptied field means none; else what was there comes back. */
  canBeEmpty?: boolean;
}

const textOf = (value: string) => value.replace('T', ' ');

export function DateField(props: DateFieldProps) {
  const { value, onChange, whenDone = false, showTime = false, time = '18:00', min, max } = props;
  const { t } = useTranslation();
  const today = dateOf(useNow());
  const input = useRef<InputRef>(null);
  const [text, setText] = useState(textOf(value));
  const [told, setTold] = useState(value);
  const [toldProblem, setToldProblem] = useState<string>();
  const [seen, setSeen] = useState(value);
  const [isTyping, setIsTyping] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  // Not what this field said itself: the form was filled or emptied.
  if (value !== seen) {
    setSeen(value);
    if (value !== told) {
      setTold(value);
      setToldProblem(undefined);
      setText(textOf(value));
    }
  }
  const read = (typed: string) =>
    showTime ? readMoment(typed, today, value.slice(11) || time) : readDay(typed, today);
  const found = read(text);
  const problem = problemOf(text, found);

  function problemOf(typed: string, day: string | undefined): string | undefined {
    if (typed.trim() === '') return undefined;
    if (day === undefined) return t(showTime ? 'day.noMoment' : 'day.noDay');
    if (min && day.slice(0, 10) < min) return t('day.tooEarly', { day: min });
    return max && day.slice(0, 10) > max ? t('day.tooLate', { day: max }) : undefined;
  }
  function tell(next: string, wrong?: string): void {
    setTold(next);
    setToldProblem(wrong);
    if (next !== value || wrong !== toldProblem) onChange(next, wrong);
  }
  function choose(next: string): void {
    setText(textOf(next));
    tell(next);
  }
  function type(typed: string): void {
    setText(typed);
    setIsTyping(true);
    if (whenDone) return;
    const day = read(typed);
    const wrong = problemOf(typed, day);
    tell(day === undefined || wrong !== undefined ? '' : day, wrong);
  }
  function finish(): void {
    setIsTyping(false);
    if (text.trim() === '') {
      if (!whenDone || props.canBeEmpty) tell('');
      else setText(textOf(value));
    } else if (found !== undefined && !problem) choose(found);
    // What cannot be read stays to be put right, but where the form goes on with the day before.
    else if (!whenDone && value !== '') choose(value);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setIsOpen(false);
    } else if (event.key === 'Enter') finish();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      event.stopPropagation();
      if (event.altKey) return setIsOpen(event.key === 'ArrowDown');
      step(event.key === 'ArrowUp' ? 1 : -1);
    }
  }
  function step(days: number): void {
    const from = found ?? (showTime ? `${today}T${time}` : today);
    const on = found === undefined ? from.slice(0, 10) : addDays(from.slice(0, 10), days);
    if ((min && on < min) || (max && on > max)) return;
    setIsTyping(false);
    choose(`${on}${from.slice(10)}`);
  }

  return (
    <Tooltip title={problem} open={problem !== undefined && !isTyping && !isOpen}>
      <span
        className={`${style.field} ${props.className ?? ''}`}
        title={props.title}
        data-time={showTime || undefined}
      >
        <Input
          ref={input}
          aria-label={props['aria-label']}
          aria-invalid={problem !== undefined}
          size={props.size ?? 'middle'}
          autoComplete="off"
          maxLength={30}
          value={text}
          placeholder={t(showTime ? 'day.momentHint' : 'day.hint')}
          {...(problem && !isTyping && { status: 'error' as const })}
          {...(props.prefix !== undefined && { prefix: props.prefix })}
          {...(props.autoFocus && { autoFocus: true })}
          onChange={({ target }) => type(target.value)}
          onBlur={finish}
          onKeyDown={onKeyDown}
          suffix={
            <button
              type="button"
              tabIndex={-1}
              className={style.open}
              aria-label={t('day.open')}
              title={t('day.open')}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => setIsOpen(!isOpen)}
            >
              <CalendarOutlined />
            </button>
          }
        />
        {isOpen && (
          <Suspense>
            <DayCalendar
              value={problem ? '' : (found ?? '')}
              showTime={showTime}
              min={min}
              max={max}
              onPick={(picked, isLast) => {
                setIsTyping(false);
                choose(picked);
                if (!isLast) return;
                setIsOpen(false);
                input.current?.focus();
              }}
              onClose={() => setIsOpen(false)}
            />
          </Suspense>
        )}
      </span>
    </Tooltip>
  );
}
