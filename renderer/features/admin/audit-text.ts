/** An audit entry as words: which key names it, and which of its details a person can read. */
import type { z } from 'zod';
import type { AdminDevice, AdminPerson, auditEntry } from '#shared/protocol/admin.ts';

export type AuditEntry = z.infer<typeof auditEntry>;

/** Keys of a translation file cannot hold a dot. */
export function actionKey(action: string): string {
  return `action.${action.replaceAll('.', '_')}`;
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface AuditDetail {
  name: string;
  value: string | number | boolean;
}

/** Ids are shown as the names they stand for; one without a name stays in the log for those who need it. */
export function readableDetails(
  detail: AuditEntry['detail'],
  nameOf: (id: string) => string | undefined,
): AuditDetail[] {
  const found: AuditDetail[] = [];
  for (const [name, value] of Object.entries(detail)) {
    if (typeof value === 'number' || typeof value === 'boolean') found.push({ name, value });
    if (typeof value !== 'string') continue;
    const text = idPattern.test(value) ? nameOf(value) : value;
    if (text) found.push({ name, value: text });
  }
  return found;
}

/** The filter of an export as the device told it, `tiers=A,B search`: each part with its values. */
export function filterParts(told: string): { part: string; values: string[] }[] {
  return told
    .split(' ')
    .filter((token) => token !== '')
    .map((token) => {
      const [part = '', values = ''] = token.split('=');
      return { part, values: values === '' ? [] : values.split(',') };
    });
}

/** What the ids of an audit entry are called today. */
export function nameIndex(
  people: readonly AdminPerson[],
  unowned: readonly { id: string; name: string }[],
  devices: readonly AdminDevice[],
): ReadonlyMap<string, string> {
  const named = [...people, ...people.flatMap(({ books }) => books), ...unowned, ...devices];
  return new Map(named.map(({ id, name }) => [id, name]));
}
