/** When what items of a list ask for was done, wherever it was written down. */
import type { PlanItem, PlanItemKind } from '#shared/domain/entity/user.ts';
import type { LocalDb } from '../local-db.ts';

type Item = Pick<PlanItem, 'id' | 'kind' | 'customerId' | 'subject' | 'planOn'>;

interface Source {
  kinds: readonly PlanItemKind[];
  /** `key` and `at` of what is done, of the keys in `?`. */
  sql: string;
  keyOf(item: Item): string;
}

const subjectOf = ({ subject }: Item): string => subject;

const sources: readonly Source[] = [
  {
    kinds: ['PROMISE'],
    keyOf: subjectOf,
    sql: `SELECT id AS key, closed_at AS at FROM promise
      WHERE id IN (SELECT value FROM json_each(?)) AND status = 'kept' AND deleted_at IS NULL`,
  },
  {
    kinds: ['REPLY', 'SERVICE'],
    keyOf: subjectOf,
    sql: `SELECT id AS key, closed_at AS at FROM signal
      WHERE id IN (SELECT value FROM json_each(?)) AND closed_at IS NOT NULL AND deleted_at IS NULL`,
  },
  {
    // The talk after a no-show has a subject of its own, which is no id.
    kinds: ['APPT'],
    keyOf: subjectOf,
    sql: `SELECT id AS key, closed_at AS at FROM appointment
      WHERE id IN (SELECT value FROM json_each(?)) AND status = 'kept' AND deleted_at IS NULL`,
  },
  {
    kinds: ['SURPRISE'],
    keyOf: subjectOf,
    sql: `SELECT id AS key, given_at AS at FROM surprise
      WHERE id IN (SELECT value FROM json_each(?)) AND status = 'given' AND deleted_at IS NULL`,
  },
  {
    kinds: ['NPS'],
    keyOf: ({ customerId, planOn }) => `${customerId} ${planOn}`,
    sql: `SELECT customer_id || ' ' || happened_on AS key, min(created_at) AS at FROM endorsement
      WHERE kind = 'nps' AND score IS NOT NULL AND deleted_at IS NULL
        AND customer_id || ' ' || happened_on IN (SELECT value FROM json_each(?)) GROUP BY 1`,
  },
  ...(['like', 'comment', 'talk'] as const).map((what): Source => {
    const kind = { like: 'LIKE', comment: 'MOMENT_COMMENT', talk: 'TO_CHAT' } as const;
    const kinds = what === 'talk' ? `'chat', 'call', 'visit'` : `'${what}'`;
    return {
      kinds: [kind[what]],
      keyOf: ({ customerId, subject }) => `${customerId} ${subject}`,
      sql: `SELECT t.customer_id || ' ' || t.moment_id AS key, min(t.happened_at) AS at FROM json_each(?) w
        JOIN touch t ON t.customer_id = substr(w.value, 1, instr(w.value, ' ') - 1)
          AND t.moment_id = substr(w.value, instr(w.value, ' ') + 1)
        WHERE t.kind IN (${kinds}) AND t.deleted_at IS NULL GROUP BY 1`,
    };
  }),
];

/** By item; what was not done is left out. */
export function loadActTimes(db: LocalDb, items: readonly Item[]): Map<string, string> {
  const times = new Map<string, string>();
  for (const { kinds, sql, keyOf } of sources) {
    const own = items.filter(({ kind }) => kinds.includes(kind));
    if (own.length === 0) continue;
    const rows = db.raw<{ key: string; at: string }>(sql, JSON.stringify(own.map(keyOf)));
    const byKey = new Map(rows.map(({ key, at }) => [key, at]));
    for (const item of own) {
      const at = byKey.get(keyOf(item));
      if (at !== undefined) times.set(item.id, at);
    }
  }
  return times;
}
