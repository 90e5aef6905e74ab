/** What the intent is for and how it is known (B03): may be left open, and costs no tap. */
import { useTranslation } from 'react-i18next';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { ImeInput } from '../../../components/ime-input.tsx';
import style from './triage.module.css';

export interface IntentWords {
  intentProduct: string;
  intentBasis: 'stated' | 'inferred' | null;
  intentNote: string;
}

interface IntentLineProps {
  words: IntentWords;
  onChange: (words: IntentWords) => void;
  /** Enter: back to the questions. */
  onEnter: () => void;
}

const bases = ['stated', 'inferred'] as const;

export function IntentLine({ words, onChange, onEnter }: IntentLineProps) {
  const { t } = useTranslation('card');
  const { intentProduct, intentBasis, intentNote } = words;
  return (
    <div className={style.words}>
      <ImeInput
        size="small"
        aria-label={t('triage.product')}
        placeholder={t('triage.product')}
        maxLength={200}
        value={intentProduct}
        onChange={({ target }) => onChange({ ...words, intentProduct: target.value })}
        onEnter={onEnter}
      />
      <ChoiceChips
        single
        label={t('field.intentBasis')}
        choices={bases.map((value) => ({ value, label: t(`intentBasis.${value}`) }))}
        chosen={intentBasis === null ? [] : [intentBasis]}
        onChoose={(value) => onChange({ ...words, intentBasis: value === intentBasis ? null : value })}
      />
      <ImeInput
        size="small"
        aria-label={t('triage.note')}
        placeholder={t('triage.note')}
        maxLength={500}
        value={intentNote}
        onChange={({ target }) => onChange({ ...words, intentNote: target.value })}
        onEnter={onEnter}
      />
    </div>
  );
}
