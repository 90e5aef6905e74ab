/** Which of the locked scopes this person may write now, and as whom: the owner, or another one handing in late. */
import { sql } from 'kysely';
import { isAllowed } from '#shared/domain/policy.ts';
import type { Trx } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import type { LockedScope } from '../domain/scope.ts';
import { Rejection } from './rejection.ts';

export interface ScopeAccess {
  scope: LockedScope;
  /** A former owner, or the author of something late about a customer who moved to a book that is not the own one. */
  isFormerOwner: boolean;
}

/** Throws a FORBIDDEN {@link Rejection} for a scope that is not this company's, not the person's, or never was. */
export async function getScopeAccess(
  trx: Trx,
  principal: Principal,
  wanted: readonly string[],
  locked: ReadonlyMap<string, LockedScope>,
): Promise<Map<string, ScopeAccess>> {
  const books = await sql<{ id: string; isOwner: boolean; wasOwner: boolean }>`
    select b.id, coalesce(b.owner_id = ${principal.personId}, false) as is_owner,
      exists (select 1 from book_holder h where h.company_id = ${principal.companyId} and h.book_id = b.id
        and h.person_id = ${principal.personId}) as was_owner
    from book b where b.scope_id = ${principal.companyId} and b.id = any(${[...wanted]}::uuid[])
  `.execute(trx);
  const byId = new Map(books.rows.map((book) => [book.id, book]));
  return new Map(
    wanted.map((id) => {
      const scope = locked.get(id);
      const book = byId.get(id);
      const isOwnPlan = scope?.kind === 'user' && id === principal.personId;
      const isOwnBook = scope?.kind === 'book' && (book?.isOwner || book?.wasOwner);
      const subject = isOwnPlan ? 'plan' : 'customer';
      if (!scope || !(isOwnPlan || isOwnBook) || !isAllowed(principal.role, 'write', subject, 'own')) {
        throw new Rejection('FORBIDDEN', 'the scope is not this person’s');
      }
      return [id, { scope, isFormerOwner: scope.kind === 'book' && !book?.isOwner }];
    }),
  );
}

/** For the books that customers of the person's scopes moved to: what follows them is taken in, whoever owns the book. */
export async function getTargetAccess(
  trx: Trx,
  principal: Principal,
  targets: readonly string[],
  locked: ReadonlyMap<string, LockedScope>,
): Promise<Map<string, ScopeAccess>> {
  if (targets.length === 0) return new Map();
  const own = await trx
    .selectFrom('book')
    .select('id')
    .where('scopeId', '=', principal.companyId)
    .where('ownerId', '=', principal.personId)
    .where('id', 'in', [...targets])
    .execute();
  const owned = new Set<string>(own.map(({ id }) => id));
  return new Map(targets.map((id) => [id, { scope: locked.get(id)!, isFormerOwner: !owned.has(id) }]));
}
