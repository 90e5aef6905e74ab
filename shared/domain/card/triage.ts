/** The three taps of a new customer (B04) and the intent that is asked for within two days (B03). */
import type { Customer, ProfileCue, QualityGrade, Source } from '../entity/book.ts';
import type { Settings } from '../setting.ts';

export interface TriageAnswers {
  /** Strength of intent 0–3. */
  intent: number;
  cue: ProfileCue;
  source: Source;
}

/** 0–100: intent up to 60, the profile up to 20, the source a fifth of its weight of R1. */
export function triagePoints({ intent, cue, source }: TriageAnswers, settings: Settings): number {
  const ofCue = { genuine: 20, unclear: 10, doubtful: 0 }[cue];
  return Math.round(intent * 20 + ofCue + settings[`source.${source}`] / 5);
}

/** The grade that is proposed; a person may give another. */
export function triageGrade(answers: TriageAnswers, settings: Settings): QualityGrade {
  const points = triagePoints(answers, settings);
  if (points >= settings['triage.highFrom']) return 'high';
  return points >= settings['triage.mediumFrom'] ? 'medium' : 'low';
}

type Asked = Pick<Customer, 'triagedAt' | 'intentAt' | 'intent' | 'tier' | 'createdAt'>;

/** Whether the three taps are still open: a new friend of whom nobody has said what they want. */
export function isTriageOpen({ triagedAt, intentAt, intent, tier }: Asked): boolean {
  return tier === 'N' && triagedAt === null && intentAt === null && intent === 0;
}

/** Open for longer than the company allows. */
export function isTriageLate(customer: Asked, now: number, settings: Settings): boolean {
  const sinceMs = now - Date.parse(customer.createdAt);
  return isTriageOpen(customer) && sinceMs >= settings['triage.hours'] * 3_600_000;
}
