/** In what a number of the rules is counted. */
import { settingTable, type SettingKey } from './setting.ts';

export const settingUnits = [
  'minutes',
  'clock',
  'days',
  'hours',
  'yuan',
  'factor',
  'points',
  'count',
] as const;
export type SettingUnit = (typeof settingUnits)[number];

const units: readonly [RegExp, SettingUnit][] = [
  [/^minutes\.|\.minutes$|Minutes$/, 'minutes'],
  [/Minute$/, 'clock'],
  [/Days(\.|$)|^(autopsy|campaign)\.days$/, 'days'],
  [/[hH]ours(\.|$)|Hours$/, 'hours'],
  [/Yuan$/, 'yuan'],
  [/Share(A|B)?$|Factor$|^tier\.share|^deal\.|^fidelity\.|^comment\.own\.(sameAbove|similarFrom)$/, 'factor'],
  [
    /^score\.fatigueUnansweredFrom$|^comment\.(own\.compared|max|length\.\w+(From|To)$)|^note\.lengthFrom$/,
    'count',
  ],
  [
    /^(base|score|value|source|comment|note)\.|^triage\.\w+From$|^interest\.(strongFrom|fadedBelow)$|^autopsy\.hollowBelow$/,
    'points',
  ],
];

export function unitOf(key: SettingKey): SettingUnit {
  return units.find(([pattern]) => pattern.test(key))?.[1] ?? 'count';
}

/** Every number, in the order of the table; lists of words are not among them. */
export const numberKeys = (Object.keys(settingTable) as SettingKey[]).filter(
  (key) => settingTable[key].kind === 'number',
);

/** `score` for `score.tier.A`. */
export function groupOf(key: string): string {
  return key.slice(0, key.indexOf('.'));
}
