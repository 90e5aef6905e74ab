/**
 * Every number and list of words of the rules that is in use, with the rule it comes from and the default. A row of
 * `setting` with the same key replaces the default for the whole company.
 */
import { commentSettings } from './comment/comment-setting.ts';
import { noteSettings } from './note/note-setting.ts';
import { number, valueOf, type Setting, type ValueOf } from './setting-kind.ts';

export const settingTable = {
  /** Days between chats, per tier. */
  'rhythm.gapDays.A': number('R2', 7, 1, 365),
  'rhythm.gapDays.B': number('R2', 21, 1, 365),
  'rhythm.gapDays.C': number('R2', 45, 1, 365),
  'rhythm.gapDays.NURTURE': number('R2', 60, 1, 365),
  /** A comment moves the next touch to at least this share of the gap from the day of the comment. */
  'rhythm.commentShare': number('R2', 0.5, 0, 1),
  /** A gap contact counts as late after this many gaps. */
  'rhythm.lateShare': number('R2', 1.5, 1, 5),
  /** Days a new friend stays tier N. */
  'rhythm.newDays': number('R1', 14, 1, 90),
  /** Hours after the start of a step's day in which it is in its window. */
  'sop.windowHours': number('R8', 48, 1, 720),

  'base.PROMISE': number('R5', 1000, 0, 10_000),
  'base.SOP_HARD': number('R5', 880, 0, 10_000),
  'base.SOP_SOFT': number('R5', 660, 0, 10_000),
  'base.GAP': number('R5', 600, 0, 10_000),
  'minutes.PROMISE': number('R5', 6, 0, 240),
  'minutes.GAP': number('R5', 4, 0, 240),

  'score.tier.A': number('R6', 150, -1_000, 1_000),
  'score.tier.N': number('R6', 120, -1_000, 1_000),
  'score.tier.B': number('R6', 60, -1_000, 1_000),
  'score.tier.C': number('R6', 0, -1_000, 1_000),
  'score.tier.NURTURE': number('R6', -50, -1_000, 1_000),
  'score.overduePerDay': number('R6', 15, 0, 1_000),
  'score.overdueMax': number('R6', 120, 0, 10_000),
  'score.dueSoon': number('R6', 40, 0, 1_000),
  'score.dueSoonHours': number('R6', 2, 0, 24),
  'score.slaPassed': number('R6', 80, 0, 1_000),
  'score.intent.1': number('R6', 30, 0, 1_000),
  'score.intent.2': number('R6', 60, 0, 1_000),
  'score.intent.3': number('R6', 120, 0, 1_000),
  /** Intent falls one level per this many days without a new sign. */
  'score.intentDecayDays': number('R6', 30, 1, 365),
  'score.trust.acquainted': number('R6', 30, -1_000, 1_000),
  'score.trust.approved': number('R6', 20, -1_000, 1_000),
  'score.trust.committed': number('R6', 0, -1_000, 1_000),
  /** Source weights of R1; R6 adds half of them for tier N. */
  'source.order': number('R1', 100, 0, 100),
  'source.referral': number('R1', 90, 0, 100),
  'source.paid': number('R1', 80, 0, 100),
  'source.content': number('R1', 60, 0, 100),
  'source.partner': number('R1', 60, 0, 100),
  'source.unknown': number('R1', 40, 0, 100),
  'source.fission': number('R1', 30, 0, 100),
  'score.fatiguePerTouch': number('R6', 25, 0, 1_000),
  'score.fatigueDays': number('R6', 7, 1, 90),
  'score.fatigueUnanswered': number('R6', 60, 0, 1_000),
  'score.fatigueSameType': number('R6', 40, 0, 1_000),

  'day.minutes': number('R7', 300, 60, 420),
  'day.obligationShare': number('R7', 0.6, 0, 1),
  'day.newShare': number('R7', 0.3, 0, 1),
  'day.tierAShare': number('R7', 0.8, 0, 1),
  'day.cards': number('R7', 60, 1, 500),
  'day.chats': number('R7', 24, 0, 500),

  /** Days without the server until a device takes no more edits, and until it shows nothing any more. */
  'lease.readOnlyDays': number('LEASE', 7, 1, 365),
  'lease.lockedDays': number('LEASE', 14, 1, 365),

  ...commentSettings,
  ...noteSettings,
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settingTable;
export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settingTable)[K]> };

export const defaultSettings: Settings = resolveSettings([]);

/** The defaults with the company's rows on top. A row with an unknown key or a value out of range changes nothing. */
export function resolveSettings(rows: Iterable<{ key: string; value: unknown }>): Settings {
  const settings: Record<string, number | readonly string[]> = Object.fromEntries(
    Object.entries(settingTable).map(([key, setting]) => [key, setting.default]),
  );
  for (const { key, value } of rows) {
    if (!isSettingKey(key)) continue;
    const valid = valueOf(settingTable[key], value);
    if (valid !== undefined) settings[key] = valid;
  }
  return settings as unknown as Settings;
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingTable, key);
}
