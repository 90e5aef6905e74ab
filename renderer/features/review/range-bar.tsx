/** Which dates and, for an admin, which team. */
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../components/date-field.tsx';
import { allowedRange, rangePresets, type RangePreset, type ReviewRange } from './review-range.ts';
import style from './review.module.css';

interface RangeBarProps {
  today: string;
  preset: RangePreset | 'custom';
  range: ReviewRange;
  teams: { id: string; name: string }[];
  teamId: string | undefined;
  onPreset: (preset: RangePreset) => void;
  onRange: (range: ReviewRange) => void;
  onTeam: (teamId: string | undefined) => void;
}

export function RangeBar(props: RangeBarProps) {
  const { today, preset, range, teams, teamId, onPreset, onRange, onTeam } = props;
  const { t } = useTranslation('review');
  return (
    <div className={style.rangeBar}>
      <Segmented<string>
        aria-label={t('range.label')}
        value={preset}
        options={rangePresets.map((name) => ({ value: name, label: t(`range.${name}`) }))}
        onChange={(name) => onPreset(name as RangePreset)}
      />
      <span className={style.dates} title={t('range.limit')}>
        <DateField
          whenDone
          aria-label={t('range.from')}
          value={range.from}
          max={today}
          onChange={(value) => value && onRange(allowedRange(value, range.to, 'from'))}
        />
        <span aria-hidden="true">{'–'}</span>
        <DateField
          whenDone
          aria-label={t('range.to')}
          value={range.to}
          max={today}
          onChange={(value) => value && onRange(allowedRange(range.from, value, 'to'))}
        />
      </span>
      {teams.length > 1 && (
        <Select<string>
          className={style.team ?? ''}
          aria-label={t('team')}
          value={teamId ?? ''}
          options={[
            { value: '', label: t('allTeams') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => onTeam(id === '' ? undefined : id)}
        />
      )}
    </div>
  );
}
