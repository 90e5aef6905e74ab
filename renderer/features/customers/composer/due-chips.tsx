import { useTranslation } from 'react-i18next';
import { DateField } from '../../../components/date-field.tsx';
import { useNow } from '../../../components/time-text.tsx';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { dueAtOn, instantOfWallClock, offeredDates, wallClockOf } from './quick-date.ts';
import style from './composer.module.css';

interface DueChipsProps {
  dueAt: string | undefined;
  onChange: (dueAt: string | undefined) => void;
}

/** When the next step is due: a usual day with one click, any time with the field. */
export function DueChips({ dueAt, onChange }: DueChipsProps) {
  const { t } = useTranslation('customers');
  const offered = offeredDates(useNow());
  return (
    <div className={style.due}>
      <ChoiceChips
        single
        label={t('composer.due')}
        choices={offered.map(({ choice }) => ({ value: choice, label: t(`quickDate.${choice}`) }))}
        chosen={offered.filter(({ on }) => dueAt === dueAtOn(on)).map(({ choice }) => choice)}
        onChoose={(chosen) => {
          const found = offered.find(({ choice }) => choice === chosen);
          if (found) onChange(dueAtOn(found.on));
        }}
      />
      <DateField
        showTime
        size="small"
        className={style.dueField}
        aria-label={t('composer.pickDate')}
        value={dueAt === undefined ? '' : wallClockOf(dueAt)}
        onChange={(value) => onChange(value === '' ? undefined : instantOfWallClock(value))}
      />
    </div>
  );
}
