/** The words for a row of the list from a text the rep chose in the library instead of the row's own. */
import { draftOf } from '#shared/domain/plan/draft.ts';
import { classOfKind } from '#shared/domain/plan/kind.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { getRow } from '../db/repository/customer.ts';
import { loadItemCustomers } from '../db/repository/plan.ts';

/** NOT_FOUND where the item, its customer or the text is gone. */
export function libraryDraft({ db, identity }: CoreContext, itemId: string, contentId: string): string {
  const { kind, customerId } = getRow(db, 'plan_item', itemId);
  const [text] = db.raw<{ body: string }>(
    `SELECT body FROM content_item WHERE id = ? AND deleted_at IS NULL`,
    contentId,
  );
  const card = loadItemCustomers(db, [customerId]).get(customerId);
  if (!text) throw new CoreError('NOT_FOUND', 'content_item');
  if (!card) throw new CoreError('NOT_FOUND', 'customer');
  const request = {
    template: text.body,
    product: '',
    kind,
    touchClass: classOfKind(kind),
    ownName: identity.name,
  };
  return draftOf(request, card);
}
