/** One number at one level: typed and taken over with Enter or by leaving it, or taken back. */
import { UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingUnit } from '#shared/domain/setting-unit.ts';
import { ImeInput } from '../../../components/ime-input.tsx';
import { numberOf, numberText } from './number-text.ts';

interface NumberFieldProps {
  label: string;
  /** Null where the level has no number of its own. */
  value: number | null;
  unit: SettingUnit;
  min: number;
  max: number;
  resetLabel: string;
  /** Null takes it back. */
  onSet: (value: number | null) => Promise<void>;
}

export function NumberField({ label, value, unit, min, max, resetLabel, onSet }: NumberFieldProps) {
  const { t } = useTranslation('rules');
  const shown = value === null ? '' : numberText(value, unit);
  const [draft, setDraft] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const text = draft ?? shown;
  const typed = numberOf(text, unit, { min, max });
  const isWrong = text.trim() !== '' && typed === undefined;

  const send = async (next: number | null) => {
    setBusy(true);
    await onSet(next);
    setBusy(false);
    setDraft(null);
  };
  const take = () => {
    if (draft === null || isWrong || isBusy) return;
    const next = text.trim() === '' ? null : typed!;
    if (next === value) setDraft(null);
    else void send(next);
  };
  const rangeText =
    unit === 'clock'
      ? t('rangeClock')
      : t('range', { min: numberText(min, unit), max: numberText(max, unit) });
  return (
    <span className="rules-field">
      <ImeInput
        size="small"
        aria-label={label}
        aria-invalid={isWrong}
        inputMode={unit === 'clock' ? 'text' : 'decimal'}
        status={isWrong ? 'error' : ''}
        placeholder={t('none')}
        value={text}
        disabled={isBusy}
        onChange={({ target }) => setDraft(target.value)}
        onEnter={take}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && draft !== null) {
            event.stopPropagation();
            setDraft(null);
          }
        }}
      />
      {value !== null && (
        <Button
          size="small"
          type="text"
          icon={<UndoOutlined />}
          aria-label={resetLabel}
          title={resetLabel}
          disabled={isBusy}
          onClick={() => void send(null)}
        />
      )}
      {isWrong && (
        <span className="rules-wrong" role="alert">
          {rangeText}
        </span>
      )}
    </span>
  );
}
