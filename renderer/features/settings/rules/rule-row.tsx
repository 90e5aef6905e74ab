/** A number of the rules with its default and what each level has set, by whom and when. */
import { useTranslation } from 'react-i18next';
import type { SettingView } from '#shared/contract/setting.ts';
import { unitOf } from '#shared/domain/setting-unit.ts';
import type { SettingKey } from '#shared/domain/setting.ts';
import type { SettingLevel } from '#shared/domain/setting-level.ts';
import { RelativeTime } from '../../../components/time-text.tsx';
import { NumberField } from './number-field.tsx';
import { numberText } from './number-text.ts';

interface RuleRowProps {
  name: string;
  setting: SettingView;
  levels: readonly SettingLevel[];
  onSet: (setting: SettingView, level: SettingLevel, value: number | null) => Promise<void>;
}

export function RuleRow({ name, setting, levels, onSet }: RuleRowProps) {
  const { t } = useTranslation('rules');
  const unit = unitOf(setting.key as SettingKey);
  const unitText = t(`unit.${unit}`);
  const plain = (value: number) => numberText(value, unit);
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="rules-about">{`${setting.rule} · ${unitText}`}</span>
      </th>
      <td className="rules-number rules-faint">{plain(setting.default)}</td>
      {levels.map((level) => {
        const given = setting[level];
        return (
          <td key={level} className="rules-number">
            {setting.maySet.includes(level) && level === levels.at(-1) ? (
              <NumberField
                label={t('edit', { name, level: t(`column.${level}`) })}
                value={given?.value ?? null}
                unit={unit}
                min={setting.min}
                max={setting.max}
                resetLabel={t('reset', { level: plain(widerOf(setting, level)) })}
                onSet={(value) => onSet(setting, level, value)}
              />
            ) : (
              <span className={given ? '' : 'rules-faint'}>{given ? plain(given.value) : '–'}</span>
            )}
            {given && (
              <span className="rules-about">
                {`${given.by ?? t('somebody')} · `}
                <RelativeTime at={given.at} />
              </span>
            )}
          </td>
        );
      })}
      <td className="rules-number rules-effective">
        {plain(setting.effective)}
        {unit !== 'clock' && unit !== 'count' && <span className="rules-unit"> {unitText}</span>}
      </td>
    </tr>
  );
}

/** What counts once the level has no number of its own. */
function widerOf(setting: SettingView, level: SettingLevel): number {
  const company = setting.company?.value ?? setting.default;
  if (level === 'company') return setting.default;
  return level === 'team' ? company : (setting.team?.value ?? company);
}
