/** Why a value of the card is changed by hand. */
import { ImeInput } from '../../../components/ime-input.tsx';

interface ReasonFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
  isWrong: boolean;
  autoFocus?: boolean;
}

export function ReasonField({ label, value, onChange, onEnter, isWrong, autoFocus }: ReasonFieldProps) {
  return (
    <ImeInput
      size="small"
      autoFocus={autoFocus}
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={500}
      status={isWrong ? 'error' : ''}
      onChange={(event) => onChange(event.target.value)}
      onEnter={onEnter}
    />
  );
}
