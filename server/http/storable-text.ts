/** Text PostgreSQL cannot keep (NUL, lone surrogates) is refused at the door instead of failing inside. */

/**
 * Looks through a validated body. The `fields` of a push are left to the entity's own rules: a bad value there refuses
 * one mutation (SPEC WRITE7), not the whole request.
 */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (Array.isArray(value)) return value.every(isStorable);
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([name, inner]) => name === 'fields' || isStorable(inner));
}
