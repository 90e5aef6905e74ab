/**
 * Every number and list of words of the rules that is in use, with the rule it comes from and the default. A row of
 * `setting` with the same key replaces the default for the whole company, for one team or for one person.
 */
import { attachmentSettings } from './attachment/attachment-setting.ts';
import { cardSettings } from './card/card-setting.ts';
import { commentSettings } from './comment/comment-setting.ts';
import { momentSettings } from './moment/moment-setting.ts';
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
  /** Days between looks at a customer's Moments; N and NURTURE are looked at when something else is due. */
  'rhythm.patrolDays.A': number('R2', 3.5, 0.5, 90),
  'rhythm.patrolDays.B': number('R2', 7, 0.5, 90),
  'rhythm.patrolDays.C': number('R2', 21, 0.5, 90),
  /** What obligations and new friends take of an ordinary day, where it is asked whether a book fits into it. */
  'book.obligationMinutes': number('R2', 75, 0, 420),
  'book.newMinutes': number('R2', 58, 0, 420),
  /** Days after a purchase on which a score is asked for; the other days are steps of the SOP AFTERSALE. */
  'afterPurchase.npsDays': number('R2', 30, 0, 365),
  /** Days after its day on which an NPS ask or a repurchase check-in is still worth making. */
  'afterPurchase.npsOpenDays': number('R2', 14, 0, 365),
  'repurchase.openDays': number('R5', 30, 0, 365),
  /** Orders closer together than this say nothing about when a customer buys again. */
  'repurchase.leastDays': number('R5', 20, 1, 365),
  /** Unanswered touches in a row from which the gap grows, from which only likes and comments go on, and silence begins. */
  'silence.slowAfter': number('R4', 2, 1, 50),
  'silence.slowFactor': number('R4', 1.5, 1, 10),
  'silence.quietAfter': number('R4', 3, 1, 50),
  'silence.quietFactor': number('R4', 2, 1, 10),
  'silence.stopAfter': number('R4', 5, 1, 50),
  'silence.stopDays': number('R4', 60, 1, 365),

  /** Minutes of the day between which nobody is contacted; a customer may have hours of their own besides. */
  'quiet.fromMinute': number('R3', 1_260, 0, 1_440),
  'quiet.toMinute': number('R3', 510, 0, 1_440),
  'handover.waitHours': number('R3', 24, 0, 720),
  /** Days at work within which a customer taken over gets the hello, and hellos of one person in a day. */
  'handover.helloDays.A': number('R12', 1, 0, 90),
  'handover.helloDays.N': number('R12', 1, 0, 90),
  'handover.helloDays.B': number('R12', 3, 0, 90),
  'handover.helloDays.C': number('R12', 7, 0, 90),
  'handover.helloDays.NURTURE': number('R12', 7, 0, 90),
  'handover.hellosPerDay': number('R12', 15, 0, 500),

  /** Proactive conversations per customer in a day, 7 and 30 days. */
  'guard.perDay': number('R4', 1, 0, 10),
  'guard.weekDays': number('R4', 7, 1, 30),
  'guard.monthDays': number('R4', 30, 1, 90),
  'guard.perWeek.A': number('R4', 4, 0, 50),
  'guard.perWeek.B': number('R4', 3, 0, 50),
  'guard.perWeek.C': number('R4', 2, 0, 50),
  'guard.perWeek.N': number('R4', 5, 0, 50),
  'guard.perWeek.NURTURE': number('R4', 1, 0, 50),
  'guard.perMonth.A': number('R4', 12, 0, 100),
  'guard.perMonth.B': number('R4', 8, 0, 100),
  'guard.perMonth.C': number('R4', 4, 0, 100),
  'guard.perMonth.N': number('R4', 12, 0, 100),
  'guard.perMonth.NURTURE': number('R4', 1, 0, 100),
  'guard.commentsPerWeek': number('R4', 2, 0, 50),
  'guard.likesPerWeek': number('R4', 4, 0, 50),
  'guard.likesAtOnce': number('R4', 2, 0, 50),
  'guard.atOnceMinutes': number('R4', 10, 1, 1_440),
  /** Age of a post up to which it is answered; of one that tells of grief or illness in days. */
  'post.openHours': number('R4', 72, 1, 720),
  'post.sadDays': number('R4', 7, 1, 60),

  'promo.perWeek': number('R4', 1, 0, 50),
  'promo.perMonth': number('R4', 2, 0, 50),
  /** Care touches since the last promo, and days in which the customer must have answered or done something. */
  'promo.careBefore': number('R4', 3, 0, 50),
  'promo.replyDays': number('R4', 30, 1, 365),
  'promo.newFriendDays': number('R4', 7, 0, 90),
  /** Days without promo after a complaint or a “stop sending”. */
  'promo.freezeDays': number('R4', 30, 0, 365),
  /** A campaign for more customers than this waits for the lead (D08), and how long one lasts. */
  'campaign.approvalAbove': number('R4', 50, 0, 5_000),
  'campaign.days': number('R4', 30, 1, 365),
  'group.promoDays': number('R4', 7, 1, 365),
  'group.newDays': number('R4', 7, 0, 365),
  'nps.gapDays': number('R4', 90, 1, 730),
  'nps.complaintDays': number('R4', 7, 0, 365),
  'referral.gapDays': number('R4', 60, 1, 730),
  'referral.nps': number('R4', 9, 0, 10),
  'referral.purchases': number('R4', 2, 1, 50),
  'surprise.gapDays': number('R4', 60, 1, 730),
  'surprise.monthYuan': number('R4', 300, 0, 100_000),
  'surprise.yearYuan': number('R4', 200, 0, 100_000),
  /** What a proposed gift costs by tier, and the days before a key date on which one is proposed (D03). */
  'surprise.ideaYuan.A': number('R4', 60, 0, 100_000),
  'surprise.ideaYuan.B': number('R4', 30, 0, 100_000),
  'surprise.ideaYuan.C': number('R4', 0, 0, 100_000),
  'surprise.ideaYuan.N': number('R4', 0, 0, 100_000),
  'surprise.ideaYuan.NURTURE': number('R4', 0, 0, 100_000),
  'surprise.dayAhead': number('R4', 14, 0, 90),
  /** Likes and comments per account and hour. */
  'account.socialPerHour': number('R4', 20, 1, 200),
  /** Friend adds per day by the age of the account in days: below youngDays, below matureDays, above. */
  'account.youngDays': number('R4', 30, 1, 3_650),
  'account.matureDays': number('R4', 90, 1, 3_650),
  'account.activeAdds.young': number('R4', 5, 0, 500),
  'account.activeAdds.growing': number('R4', 10, 0, 500),
  'account.activeAdds.mature': number('R4', 20, 0, 500),
  'account.passiveAdds.young': number('R4', 30, 0, 500),
  'account.passiveAdds.growing': number('R4', 60, 0, 500),
  'account.passiveAdds.mature': number('R4', 100, 0, 500),
  'account.passivePerHour.young': number('R4', 10, 0, 500),
  /** Blocks per 1,000 proactive touches of 7 days, and the touches from which the rate says anything. */
  'block.amber': number('R4', 3, 0, 1_000),
  'block.red': number('R4', 8, 0, 1_000),
  'block.leastTouches': number('R4', 200, 1, 100_000),
  'block.redShare': number('R4', 0.5, 0, 1),
  /** Days for which red halves the promo caps at least, and days for which a block without a signature is remembered. */
  'block.halvedDays': number('R4', 7, 0, 90),
  'block.memoryDays': number('R4', 90, 7, 365),
  /** Days over which the rate is told apart by class and text: seven hold too few touches of one text. */
  'block.partDays': number('R4', 30, 7, 90),

  /** Least minutes between two desktop notices; minutes before a promise is due and before an appointment begins. */
  'notice.everyMinutes': number('R8', 30, 5, 1_440),
  'notice.leadMinutes': number('R8', 15, 0, 1_440),
  'notice.appointmentMinutes': number('R8', 120, 0, 1_440),

  /** Minutes in which a message is answered, and a wish or a complaint taken up. */
  'signal.messageMinutes': number('R5', 120, 5, 10_080),
  'signal.serviceMinutes': number('R5', 240, 5, 10_080),
  /** Minute of the day before at which an appointment is to be confirmed, and hours before it of the last reminder. */
  'appointment.dayBeforeMinute': number('R5', 1_080, 0, 1_440),
  'appointment.remindHours': number('R5', 2, 0, 24),
  /** Hours after a no-show in which it is asked what happened, and days after which nobody asks any more. */
  'appointment.recoverHours': number('R5', 24, 1, 720),
  'appointment.recoverDays': number('R5', 7, 1, 60),
  /** Days before a block that its autopsy looks at, and the score below which a comment is hollow. */
  'autopsy.days': number('R4', 14, 1, 90),
  'autopsy.hollowBelow': number('R9', 60, 0, 100),

  /** Hours after the start of a step's day in which it is in its window, and hours before it. */
  'sop.windowHours': number('R8', 48, 1, 720),
  'sop.windowBeforeHours': number('R8', 0, 0, 720),
  'sop.lateHours': number('R8', 48, 0, 720),
  'sop.most': number('R8', 2, 1, 10),
  'sop.shiftDays': number('R8', 1, 1, 30),
  'fidelity.late': number('R8', 0.5, 0, 1),
  'fidelity.wrong': number('R8', 0.25, 0, 1),
  /** A key date is met from so many days before it. */
  'keyDate.leadDays': number('R5', 1, 0, 30),

  'base.PROMISE': number('R5', 1000, 0, 10_000),
  'base.REPLY': number('R5', 980, 0, 10_000),
  'base.SERVICE': number('R5', 950, 0, 10_000),
  'base.HANDOVER': number('R5', 920, 0, 10_000),
  'base.APPT': number('R5', 900, 0, 10_000),
  'base.SOP_HARD': number('R5', 880, 0, 10_000),
  'base.KEYDATE': number('R5', 800, 0, 10_000),
  'base.MOMENT_COMMENT': number('R5', 740, 0, 10_000),
  'base.TO_CHAT': number('R5', 720, 0, 10_000),
  'base.REPURCHASE': number('R5', 680, 0, 10_000),
  'base.SOP_SOFT': number('R5', 660, 0, 10_000),
  'base.GAP': number('R5', 600, 0, 10_000),
  'base.PATROL': number('R5', 560, 0, 10_000),
  'base.SURPRISE': number('R5', 500, 0, 10_000),
  'base.LIKE': number('R5', 420, 0, 10_000),
  'base.REFERRAL': number('R5', 400, 0, 10_000),
  'base.NPS': number('R5', 380, 0, 10_000),
  'base.PROMO': number('R5', 350, 0, 10_000),
  'base.CARD_FIX': number('R5', 200, 0, 10_000),
  'minutes.PROMISE': number('R5', 6, 0, 240),
  'minutes.REPLY': number('R5', 5, 0, 240),
  'minutes.SERVICE': number('R5', 8, 0, 240),
  'minutes.HANDOVER': number('R5', 5, 0, 240),
  'minutes.APPT': number('R5', 4, 0, 240),
  'minutes.KEYDATE': number('R5', 4, 0, 240),
  'minutes.MOMENT_COMMENT': number('R5', 2, 0, 240),
  'minutes.TO_CHAT': number('R5', 4, 0, 240),
  'minutes.REPURCHASE': number('R5', 6, 0, 240),
  'minutes.GAP': number('R5', 4, 0, 240),
  /** Of a whole patrol card with `patrol.names` names. */
  'minutes.PATROL': number('R5', 5, 0, 240),
  'minutes.SURPRISE': number('R5', 6, 0, 240),
  'minutes.LIKE': number('R5', 0.3, 0, 240),
  'minutes.REFERRAL': number('R5', 4, 0, 240),
  'minutes.NPS': number('R5', 2, 0, 240),
  'minutes.PROMO': number('R5', 3, 0, 240),
  'minutes.CARD_FIX': number('R5', 1, 0, 240),
  'patrol.names': number('R5', 10, 1, 100),

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
  /** Points of a post by its age: up to so many hours, then the next row; beyond the last row `score.fresh.old`. */
  'score.freshHours.now': number('R6', 2, 0, 720),
  'score.freshHours.early': number('R6', 6, 0, 720),
  'score.freshHours.day': number('R6', 24, 0, 720),
  'score.freshHours.two': number('R6', 48, 0, 720),
  'score.fresh.now': number('R6', 80, -1_000, 1_000),
  'score.fresh.early': number('R6', 60, -1_000, 1_000),
  'score.fresh.day': number('R6', 30, -1_000, 1_000),
  'score.fresh.two': number('R6', 0, -1_000, 1_000),
  'score.fresh.old': number('R6', -80, -1_000, 1_000),
  'score.intent.1': number('R6', 30, 0, 1_000),
  'score.intent.2': number('R6', 60, 0, 1_000),
  'score.intent.3': number('R6', 120, 0, 1_000),
  /** Intent falls one level per this many days without a new sign. */
  'score.intentDecayDays': number('R6', 30, 1, 365),
  /** For care and service, and for whatever is meant to sell. */
  'score.trust.acquainted': number('R6', 30, -1_000, 1_000),
  'score.trust.approved': number('R6', 20, -1_000, 1_000),
  'score.trust.committed': number('R6', 0, -1_000, 1_000),
  'score.sellTrust.acquainted': number('R6', -200, -1_000, 1_000),
  'score.sellTrust.approved': number('R6', 0, -1_000, 1_000),
  'score.sellTrust.committed': number('R6', 60, -1_000, 1_000),
  /** Source weights of R1; R6 adds a share of them for tier N. */
  'source.order': number('R1', 100, 0, 100),
  'source.referral': number('R1', 90, 0, 100),
  'source.paid': number('R1', 80, 0, 100),
  'source.content': number('R1', 60, 0, 100),
  'source.partner': number('R1', 60, 0, 100),
  'source.unknown': number('R1', 40, 0, 100),
  'source.fission': number('R1', 30, 0, 100),
  'score.sourceShare': number('R6', 0.5, 0, 10),
  'score.fatiguePerTouch': number('R6', 25, 0, 1_000),
  'score.fatigueDays': number('R6', 7, 1, 90),
  'score.fatigueUnanswered': number('R6', 60, 0, 1_000),
  'score.fatigueUnansweredFrom': number('R6', 2, 1, 50),
  'score.fatigueSameType': number('R6', 40, 0, 1_000),

  'day.minutes': number('R7', 300, 60, 420),
  /** When the working day starts: a list not opened by then is made by the server, and the lead sees it. */
  'day.startMinute': number('R7', 510, 0, 1_440),
  /** Days of the week with work, counted from Monday: on the others the server makes no list. */
  'day.workDays': number('R7', 5, 1, 7),
  'day.obligationShare': number('R7', 0.6, 0, 1),
  'day.newShare': number('R7', 0.3, 0, 1),
  'day.tierAShare': number('R7', 0.8, 0, 1),
  /** Of the minutes of lane A. */
  'day.patrolShare': number('R7', 0.25, 0, 1),
  'day.cards': number('R7', 60, 1, 500),
  'day.comments': number('R7', 18, 0, 500),
  'day.chats': number('R7', 24, 0, 500),
  'day.promos': number('R7', 5, 0, 500),
  /** Of all touches of the list. */
  'day.promoShare': number('R7', 0.15, 0, 1),
  'day.npsAsks': number('R7', 3, 0, 500),
  'day.referrals': number('R7', 2, 0, 500),
  'day.surprises': number('R7', 2, 0, 500),
  'day.cardFixes': number('R7', 3, 0, 500),
  'day.careShare': number('R7', 0.6, 0, 1),
  'day.buyerShare': number('R7', 0.4, 0, 1),
  /** Days without a talk, call, visit or comment after which a past buyer is named in the report of the week (D21). */
  'day.quietBuyerDays': number('R7', 60, 1, 730),
  'day.cardActions': number('R7', 3, 1, 20),
  /** Reasons shown on a card. */
  'day.reasons': number('R7', 3, 1, 3),
  'day.unaskedInserts': number('R7', 6, 0, 100),
  'day.lunchFromMinute': number('R7', 720, 0, 1_440),
  'day.lunchToMinute': number('R7', 810, 0, 1_440),
  /** Days after a leave take at most this many times the planned minutes. */
  'day.returnShare': number('R7', 1.25, 1, 5),
  /** Days at work over which what waited is spread; never more than the leave had. */
  'day.returnDays': number('R7', 5, 0, 60),

  /** Points of the value score; together 100. */
  'value.margin': number('R1', 40, 0, 100),
  'value.deal': number('R1', 25, 0, 100),
  'value.source': number('R1', 15, 0, 100),
  'value.engagement': number('R1', 10, 0, 100),
  'value.referrals': number('R1', 10, 0, 100),
  /** Days back in which margin and referrals count, and in which engagement does. */
  'value.windowDays': number('R1', 365, 1, 3_650),
  'value.engagementDays': number('R1', 90, 1, 3_650),
  /** Probability that an open deal of a stage is won, and the margin of an amount where nobody has said it. */
  'deal.chance.interested': number('R1', 0.1, 0, 1),
  'deal.chance.shown': number('R1', 0.3, 0, 1),
  'deal.chance.tried': number('R1', 0.5, 0, 1),
  'deal.chance.quoted': number('R1', 0.7, 0, 1),
  'deal.chance.agreed': number('R1', 0.9, 0, 1),
  'deal.marginShare': number('R1', 0.3, 0, 1),
  /** Minute of Monday from which the week's tiers are worked out. */
  'tier.checkMinute': number('R1', 360, 0, 1_439),
  'tier.shareA': number('R1', 0.2, 0, 1),
  'tier.shareB': number('R1', 0.3, 0, 1),
  'tier.demotionWeeks': number('R1', 2, 1, 52),
  'tier.overrideDays': number('R1', 90, 1, 3_650),
  'tier.nurtureTouches': number('R1', 5, 1, 50),
  'tier.nurtureDays': number('R1', 180, 1, 3_650),

  /** Working days over which steadiness looks, and the share of “no time” among the skips from which the list is too long. */
  'execution.steadyDays': number('R11', 20, 2, 250),
  'execution.noTimeShare': number('R11', 0.2, 0, 1),
  /** “Don't know how” so often on one step asks for a lesson. */
  'execution.lessonFrom': number('R11', 3, 1, 100),

  /** Signs of one stage that must be there together. */
  'trust.signs': number('R16', 2, 1, 5),
  'trust.replies': number('R16', 3, 1, 100),
  'trust.replyDays': number('R16', 30, 1, 365),
  'trust.orders': number('R16', 2, 1, 100),
  'trust.nps': number('R16', 9, 0, 10),
  'trust.knownDays': number('R16', 180, 1, 3_650),
  'trust.talkDays': number('R16', 60, 1, 365),
  'trust.complaintDays': number('R16', 7, 1, 365),
  'trust.silenceDays': number('R16', 120, 1, 3_650),

  /** Days without the server until a device takes no more edits, and until it shows nothing any more. */
  'lease.readOnlyDays': number('LEASE', 7, 1, 365),
  'lease.lockedDays': number('LEASE', 14, 1, 365),

  ...cardSettings,
  ...commentSettings,
  ...momentSettings,
  ...noteSettings,
  ...attachmentSettings,
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settingTable;
export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settingTable)[K]> };

export const defaultSettings: Settings = resolveSettings([]);

/** A row that concerns the person asked for: of the company, of the person's team, or the person's own. */
export interface OwnSettingRow {
  key: string;
  value: unknown;
  teamId?: string | null;
  personId?: string | null;
}

/**
 * The defaults, over them the company's rows, the team's and the person's; of two on one level the later one counts. A
 * row with an unknown key or a value out of range changes nothing.
 */
export function resolveSettings(rows: Iterable<OwnSettingRow>): Settings {
  const settings: Record<string, number | readonly string[]> = Object.fromEntries(
    Object.entries(settingTable).map(([key, setting]) => [key, setting.default]),
  );
  const level = ({ teamId, personId }: OwnSettingRow) => (personId ? 2 : teamId ? 1 : 0);
  for (const row of [...rows].sort((a, b) => level(a) - level(b))) {
    const { key, value } = row;
    if (!isSettingKey(key)) continue;
    // How long a device may stay away is the company's alone.
    if (settingTable[key].rule === 'LEASE' && level(row) > 0) continue;
    const valid = valueOf(settingTable[key], value);
    if (valid !== undefined) settings[key] = valid;
  }
  return settings as unknown as Settings;
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingTable, key);
}
