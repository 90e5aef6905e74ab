import type { CommentReason } from '#shared/domain/comment/reason.ts';

/** What is wrong with a comment, as against what is only missing: stock phrases, repetitions, selling, cheer, taboo. Pure. */
export function warningsOf(reasons: readonly CommentReason[]): CommentReason[] {
  return reasons.filter(
    ({ part, code, of }) => (of === 0 && part !== 'bound') || (part === 'own' && code !== 'fresh'),
  );
}
