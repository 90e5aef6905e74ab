/** The numbers of the rules as words take them: `{{rule.promo.perWeek}}` is the one in force, times of day as `12:00`. */
import i18next from 'i18next';
import { numberKeys, unitOf } from '#shared/domain/setting-unit.ts';
import { defaultSettings, type SettingKey } from '#shared/domain/setting.ts';

interface Figures {
  [name: string]: number | string | Figures;
}

/** What is on screen says them anew. */
export const ruleFiguresChanged = 'ruleFiguresChanged';

/** @param valueOf the number in force; the default where nobody knows it */
export function ruleFigures(valueOf: (key: SettingKey) => number | undefined = () => undefined): Figures {
  const figures: Figures = {};
  for (const key of numberKeys) {
    const value = valueOf(key) ?? (defaultSettings[key] as number);
    const parts = key.split('.');
    const last = parts.pop()!;
    let place = figures;
    for (const part of parts) place = (place[part] ??= {}) as Figures;
    place[last] = unitOf(key) === 'clock' ? clockText(value) : value;
  }
  return figures;
}

function clockText(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

export function setRuleFigures(rule: Figures): void {
  const interpolation = (i18next.options.interpolation ??= {});
  if (JSON.stringify(interpolation.defaultVariables) === JSON.stringify({ rule })) return;
  interpolation.defaultVariables = { rule };
  i18next.emit(ruleFiguresChanged);
}
