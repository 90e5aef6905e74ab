/** Why a customer is not on the list (rules.md R3, R7); translated by the page. */
export const hiddenCodes = [
  'DO_NOT_CONTACT',
  'BLOCKED_US',
  'DELETED_US',
  'NO_CONSENT',
  'TOUCHED_TODAY',
  'NOT_DUE',
  'DAY_FULL',
] as const;
export type HiddenCode = (typeof hiddenCodes)[number];
