/** What was skipped, by step and rep (practices.md G04): a step of a SOP by its code and words, anything else by its kind. */
import { sql } from 'kysely';
import type { Sop } from '#shared/domain/entity/company.ts';
import type { PlanItemKind, SkipReason } from '#shared/domain/entity/user.ts';
import { isSopStep } from '#shared/domain/plan/kind.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { stepOfSubject } from '#shared/domain/plan/subject.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import type { ReviewSkip } from '#shared/protocol/review.ts';
import type { Db } from '../db/database.ts';

interface SkipRow {
  personId: string;
  kind: PlanItemKind;
  /** Of a step alone. */
  subject: string;
  /** When the customer of a step was added; null where the card is gone. */
  addedOn: string | null;
  reason: SkipReason;
  count: number;
}

export async function listSkips(
  db: Db,
  companyId: string,
  people: readonly { id: string }[],
  { from, to }: { from: string; to: string },
): Promise<ReviewSkip[]> {
  const ids = people.map(({ id }) => id);
  const { rows } = await sql<SkipRow>`
    select i.scope_id as person_id, i.kind, case when i.kind in ('SOP_HARD', 'SOP_SOFT') then i.subject else '' end as subject,
      case when i.kind in ('SOP_HARD', 'SOP_SOFT') then c.added_on end as added_on, i.skip_reason as reason,
      count(*)::int8 as count
    from plan_item i left join customer c on c.scope_id = i.book_id and c.id = i.customer_id
    where i.scope_id = any(${ids}::uuid[]) and i.plan_on >= ${from} and i.plan_on <= ${to} and i.deleted_at is null
      and i.status = 'skipped' and i.skip_reason is not null and i.displaced_at is null
    group by 1, 2, 3, 4, 5`.execute(db);
  if (rows.length === 0) return [];
  const sops = await sql<Sop>`
    select code, name, purpose, edition, steps, starts_by, starts_for, from_on, lead_days, retired_at
    from sop where scope_id = ${companyId}::uuid and deleted_at is null`.execute(db);
  const bank = sopBankOf(sops.rows, defaultSettings);
  const names = new Map(
    sops.rows.toSorted((a, b) => a.edition - b.edition).map(({ code, name }) => [code, name]),
  );
  const found = new Map<string, ReviewSkip>();
  for (const { personId, kind, subject, addedOn, reason, count } of rows) {
    const step = isSopStep(kind) ? stepOf(subject, addedOn) : null;
    const key = [personId, step ? `${step.code} ${step.title}` : kind, reason].join('\n');
    const before = found.get(key);
    if (before) before.count += count;
    else found.set(key, { personId, kind, step, reason, count });
  }
  return [...found.values()];

  function stepOf(subject: string, addedOn: string | null): ReviewSkip['step'] {
    const { code } = stepOfSubject(subject);
    return {
      code,
      sop: names.get(code) ?? code,
      title: bank.wordsOf(subject, addedOn ?? undefined)?.title ?? '',
    };
  }
}
