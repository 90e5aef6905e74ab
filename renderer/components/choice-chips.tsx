/** A row of small toggles. Several may be chosen, or exactly one where `single` is set. */
import style from './choice-chips.module.css';

interface ChoiceChipsProps<T extends string> {
  label: string;
  choices: readonly { value: T; label: string; hint?: string }[];
  chosen: readonly T[];
  onChoose: (value: T) => void;
  single?: boolean;
}

export function ChoiceChips<T extends string>(props: ChoiceChipsProps<T>) {
  const { label, choices, chosen, onChoose, single } = props;
  return (
    <div className={style.chips} role={single ? 'radiogroup' : 'group'} aria-label={label}>
      {choices.map((choice) => {
        const on = chosen.includes(choice.value);
        return (
          <button
            key={choice.value}
            type="button"
            className={style.chip}
            title={choice.hint}
            {...(single ? { role: 'radio', 'aria-checked': on } : { 'aria-pressed': on })}
            data-on={on || undefined}
            onClick={() => onChoose(choice.value)}
          >
            {choice.label}
          </button>
        );
      })}
    </div>
  );
}
