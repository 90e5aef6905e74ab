/** Saved views of the customer list: the person's own, on every device of theirs. */
import { listColumns, withTagNames } from '#shared/domain/list-view.ts';
import type { ListViewFields } from '#shared/contract/list-view.ts';
import type { ListView } from '#shared/domain/entity/list-view.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { loadDictionaryNames } from '../db/repository/company-data.ts';
import { createCustomerListService } from './customer-list.ts';

export function createListViewService(context: CoreContext) {
  const { db, mutator, clock, userScopeId } = context;
  const customers = createCustomerListService(context);
  const all = () =>
    db.raw<ListView>(
      'SELECT * FROM list_view WHERE scope_id = ? AND deleted_at IS NULL ORDER BY ordinal, created_at, id',
      userScopeId,
    );

  function setDeleted(name: string, id: string, deletedAt: string | null): void {
    const [row] = db.raw('SELECT id FROM list_view WHERE id = ?', id);
    if (!row) throw new CoreError('NOT_FOUND', 'list_view');
    mutator.mutate(name, [{ op: 'patch', entity: 'list_view', id, fields: { deletedAt } }]);
  }

  return {
    /** With tags as the dictionary calls them now. */
    list(): (ListViewFields & { id: string; count: number; pending: boolean })[] {
      const pending = context.pendingIds('list_view');
      const { meantBy } = loadDictionaryNames(db);
      return all().map(({ id, name, filter, sorts, columns }) => ({
        id,
        name,
        filter: withTagNames(filter, meantBy),
        sorts,
        // A newer program of the same person may know more.
        columns: columns.filter((column) => listColumns.includes(column)),
        count: customers.count(filter),
        pending: pending.has(id),
      }));
    },

    save({ id, name, filter, sorts, columns }: ListViewFields & { id?: string | undefined }): { id: string } {
      const views = all();
      if (views.some((view) => view.name === name && view.id !== id))
        throw new CoreError('REFUSED', 'NAME_TAKEN');
      const fields = { name, filter, sorts, columns };
      if (id !== undefined) {
        if (!views.some((view) => view.id === id)) throw new CoreError('NOT_FOUND', 'list_view');
        mutator.mutate('listView.change', [{ op: 'patch', entity: 'list_view', id, fields }]);
        return { id };
      }
      const made = uuidv7(clock);
      const ordinal = Math.max(0, ...views.map((view) => view.ordinal)) + 1;
      mutator.mutate('listView.save', [
        { op: 'insert', entity: 'list_view', id: made, scope: userScopeId, fields: { ...fields, ordinal } },
      ]);
      return { id: made };
    },

    delete: (id: string) => setDeleted('listView.delete', id, instantOf(clock)),
    restore: (id: string) => setDeleted('listView.restore', id, null),
  };
}
