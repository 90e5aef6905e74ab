/** The numbers behind the card: how fast interests fade (C10), and what a new customer is asked for (B03, B04). */
import { number } from '../setting-kind.ts';

export const cardSettings = {
  /** Days after which a sighting counts half. */
  'interest.halfLifeDays': number('C10', 90, 1, 3_650),
  'interest.strongFrom': number('C10', 1.5, 0, 100),
  'interest.fadedBelow': number('C10', 0.25, 0, 100),
  /** Hours within which the intent of a new customer is to be known. */
  'triage.hours': number('B03', 48, 1, 720),
  /** Points from which a new customer is graded high, and medium. */
  'triage.highFrom': number('B04', 60, 0, 100),
  'triage.mediumFrom': number('B04', 35, 0, 100),
} as const;
