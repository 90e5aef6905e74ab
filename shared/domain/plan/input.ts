/** What the day plan is made from: plain data, loaded by the device or the server with a few set-based queries. */
import type { Source, Tier, TrustStage, consents, customerStatuses } from '../entity/book.ts';
import type { SopStep } from '../entity/company.ts';
import type { PlanItemKind } from '../entity/user.ts';
import type { Settings } from '../setting.ts';

export interface PlanCustomer {
  id: string;
  bookId: string;
  /** As stored; see {@link tierOn} for the tier that counts today. */
  tier: Tier;
  trustStage: TrustStage;
  source: Source;
  intent: number;
  intentAt: string | null;
  status: (typeof customerStatuses)[number];
  consent: (typeof consents)[number];
  addedOn: string;
  /** Last chat, call or visit: what resets the rhythm. */
  lastContactAt: string | null;
  lastCommentAt: string | null;
  /** Proactive touches (care or promo; likes not counted) in the last `score.fatigueDays`. */
  recentTouches: number;
  /** Touches known to be unanswered since the last answered one. */
  unanswered: number;
  /** Kind of the plan item behind the last touch, if it came from the list. */
  lastItemKind: PlanItemKind | null;
  /** Open promises. */
  promises: readonly { id: string; dueAt: string }[];
  /** Steps of NEW-14 (from 0) that were done, or skipped for an excused reason, on earlier lists. */
  closedSteps: readonly number[];
}

/** An item of the same day that has been done, skipped or moved to later: it stays, and its minutes are spent. */
export interface SettledItem {
  customerId: string;
  kind: PlanItemKind;
  subject: string;
  deciMinutes: number;
}

export interface PlanInput {
  planOn: string;
  /** Milliseconds since the epoch. */
  now: number;
  customers: readonly PlanCustomer[];
  /** Steps of the published NEW-14; empty where the company has none. */
  newSteps: readonly SopStep[];
  settings: Settings;
  settled?: readonly SettledItem[];
}
