/**
 * A number typed as text. What cannot be taken is never made into another number: it stays as it was typed, with what is wrong
 * beside it, and the form it stands in goes no further. The arrows up and down go one further and back.
 */
import { Input, Tooltip } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from './ime-input.tsx';
import { readNumber } from './read-number.ts';

/** Null: nothing is typed. Undefined: what is typed cannot be taken, and the field says why. */
export type TypedNumber = number | null | undefined;

interface NumberInputProps {
  'aria-label'?: string;
  value: TypedNumber;
  onChange: (value: TypedNumber) => void;
  min: number;
  max: number;
  /** Digits after the point at most. */
  decimals?: number;
  size?: 'small' | 'middle';
  className?: string | undefined;
  title?: string;
  placeholder?: string;
  prefix?: ReactNode;
  suffix?: ReactNode;
  autoFocus?: boolean;
  disabled?: boolean | undefined;
}

const textOf = (value: TypedNumber) => (value === null || value === undefined ? '' : String(value));

export function NumberInput(props: NumberInputProps) {
  const { value, onChange, min, max, decimals = 0, size = 'middle', ...shown } = props;
  const { t } = useTranslation();
  const [text, setText] = useState(textOf(value));
  const [told, setTold] = useState(value);
  const [seen, setSeen] = useState(value);
  const [isTyping, setIsTyping] = useState(false);
  // Not what this field said itself: the form was filled or emptied.
  if (value !== seen) {
    setSeen(value);
    if ((value ?? null) !== (told ?? null)) {
      setTold(value);
      setText(textOf(value));
    }
  }
  const isEmpty = text.trim() === '';
  const read = readNumber(text, { min, max, decimals });
  const problem =
    isEmpty || !('wrong' in read) ? undefined : t(`number.${read.wrong}`, { min, max, count: decimals });

  function type(typed: string): void {
    setText(typed);
    setIsTyping(true);
    const now = readNumber(typed, { min, max, decimals });
    const next = typed.trim() === '' ? null : 'value' in now ? now.value : undefined;
    setTold(next);
    onChange(next);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter') setIsTyping(false);
    if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (!isEmpty && !('value' in read)) return;
    const from = 'value' in read ? read.value : Math.max(min, 0);
    const next = isEmpty ? from : from + (event.key === 'ArrowUp' ? 1 : -1);
    if (next >= min && next <= max) type(String(Number(next.toFixed(decimals))));
  }
  return (
    <Tooltip title={problem} open={problem !== undefined && !isTyping}>
      <Input
        {...shown}
        size={size}
        role="spinbutton"
        inputMode={decimals > 0 ? 'decimal' : 'numeric'}
        autoComplete="off"
        maxLength={30}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={'value' in read ? read.value : undefined}
        aria-invalid={problem !== undefined}
        {...(problem && !isTyping && { status: 'error' as const })}
        value={text}
        onChange={({ target }) => type(target.value)}
        onBlur={() => setIsTyping(false)}
        onKeyDown={onKeyDown}
      />
    </Tooltip>
  );
}
