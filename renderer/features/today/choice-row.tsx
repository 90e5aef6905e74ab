import { KeyHint } from '../../components/key-hint.tsx';

interface ChoiceRowProps<T> {
  label: string;
  value: T | null;
  options: readonly { value: T; label: string; keys: string }[];
  onChange: (value: T) => void;
}

/** A few choices side by side, each with the key that chooses it. */
export function ChoiceRow<T extends string | boolean>({
  label,
  value,
  options,
  onChange,
}: ChoiceRowProps<T>) {
  return (
    <div className="choice-row" role="group" aria-label={label}>
      <span className="choice-row-label">{label}</span>
      {options.map((option) => (
        <button
          key={String(option.value)}
          type="button"
          className="choice"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          <KeyHint keys={option.keys} />
          {option.label}
        </button>
      ))}
    </div>
  );
}
