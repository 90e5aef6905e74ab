/** The kinds of settings: a number within bounds, or a list of words. */

export interface NumberSetting {
  readonly kind: 'number';
  readonly rule: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** A list a company may lengthen, shorten or replace; empty where nothing shall match. */
export interface WordsSetting {
  readonly kind: 'words';
  readonly rule: string;
  readonly default: readonly string[];
}

export type Setting = NumberSetting | WordsSetting;
export type ValueOf<S extends Setting> = S extends WordsSetting ? readonly string[] : number;

const mostWords = 500;
const longestWord = 50;

export function number(rule: string, value: number, min: number, max: number): NumberSetting {
  return { kind: 'number', rule, default: value, min, max };
}

/** The words separated by spaces. */
export function words(rule: string, value: string): WordsSetting {
  return { kind: 'words', rule, default: value.split(' ').filter((word) => word !== '') };
}

/** The value as the setting takes it: words trimmed and once each; undefined where it is not of the kind or out of bounds. */
export function valueOf(setting: Setting, value: unknown): number | readonly string[] | undefined {
  if (setting.kind === 'words') return wordsOf(value);
  const { min, max } = setting;
  return typeof value === 'number' && value >= min && value <= max ? value : undefined;
}

function wordsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > mostWords) return undefined;
  const trimmed: string[] = [];
  for (const word of value as unknown[]) {
    const text = typeof word === 'string' ? word.trim() : '';
    if (text === '' || text.length > longestWord) return undefined;
    trimmed.push(text);
  }
  return [...new Set(trimmed)];
}
