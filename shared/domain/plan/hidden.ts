/** Why a candidate or a customer is not on the list (rules.md R3, R4, R7, R8); translated by the page. */
export const hiddenCodes = [
  // R3
  'DO_NOT_CONTACT',
  'BLOCKED_US',
  'DELETED_US',
  'LEGAL_HOLD',
  'NO_CONSENT',
  'SERVICE_ONLY',
  'HANDOVER_WAIT',
  'HELLOS_FULL',
  'OPEN_ELSEWHERE',
  'QUIET_HOURS',
  'TOUCHED_TODAY',
  // R4
  'WEEK_CAP',
  'MONTH_CAP',
  'TOUCHED_ELSEWHERE',
  'WEEK_CAP_ELSEWHERE',
  'MONTH_CAP_ELSEWHERE',
  'BACK_OFF',
  'SILENCE',
  'SERVICE_FIRST',
  'COMMENT_CAP',
  'LIKE_CAP',
  'COMMENT_CAP_ELSEWHERE',
  'LIKE_CAP_ELSEWHERE',
  'LIKE_PACE',
  'POST_TOO_OLD',
  'SAD_POST',
  'ACCOUNT_LIMIT',
  'PROMO_FROZEN',
  'HOUSEHOLD_FROZEN',
  'NEW_FRIEND',
  'TRUST_TOO_LOW',
  'PROMO_WEEK_CAP',
  'PROMO_MONTH_CAP',
  'PROMO_WEEK_ELSEWHERE',
  'PROMO_MONTH_ELSEWHERE',
  'CARE_FIRST',
  'NO_INTERACTION',
  'NPS_GAP',
  'COMPLAINT_RECENT',
  'REFERRAL_NOT_READY',
  'REFERRAL_GAP',
  'SURPRISE_GAP',
  'SURPRISE_BUDGET',
  // R8
  'SOP_LIMIT',
  'SOP_SHIFTED',
  'STEP_MISSED',
  // R7
  'NOT_DUE',
  'NO_LONGER',
  'DAY_FULL',
  'CARDS_FULL',
  'COMMENTS_FULL',
  'CHATS_FULL',
  'PROMO_FULL',
  'NPS_FULL',
  'REFERRAL_FULL',
  'SURPRISE_FULL',
  'CARD_FIX_FULL',
  'PATROL_FULL',
  'CARD_FULL',
  'ONE_PER_DAY',
  'COMMENTED_INSTEAD',
  'CARE_MIX',
  'BUYERS_FIRST',
  'RETURN_LIMIT',
  'SETTLED',
  'DISPLACED',
  'LUNCH_HOLD',
  'INSERT_LIMIT',
  'BELOW_LIST',
] as const;
export type HiddenCode = (typeof hiddenCodes)[number];

/** The filter and the guard let it through; the day alone has no room for it (rules.md R7): whose turn is later. */
const noRoomCodes: ReadonlySet<HiddenCode> = new Set([
  'DAY_FULL',
  'CARDS_FULL',
  'CHATS_FULL',
  'PROMO_FULL',
  'REFERRAL_FULL',
  'CARE_MIX',
  'BUYERS_FIRST',
  'RETURN_LIMIT',
  'DISPLACED',
  'LUNCH_HOLD',
  'INSERT_LIMIT',
  'BELOW_LIST',
]);

export function isNoRoom(code: HiddenCode): boolean {
  return noRoomCodes.has(code);
}

/** Why an item was taken off a started list; null where it stands, gave way, or a newer program had its own reason. */
export function offCodeOf({ offCode }: { offCode: string | null }): HiddenCode | null {
  return hiddenCodes.find((code) => code === offCode) ?? null;
}
