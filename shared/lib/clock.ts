/** The one source of time. Rules, sync and the server take it as an argument, so a test can move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The current instant as an ISO 8601 string in UTC with milliseconds, the form every `…At` field has. */
export function instantOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
