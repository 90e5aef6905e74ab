/** Phone numbers, WeChat ids, addresses of a customer. Values are kept as given. */
import type { ContactPoint } from '#shared/domain/entity/book.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';

type Fields = Pick<ContactPoint, 'kind' | 'value' | 'label'>;

export function createContactPointService({ db, mutator, clock }: CoreContext) {
  function patch(name: string, id: string, fields: Partial<Fields> & { deletedAt?: string | null }): void {
    getRow(db, 'contact_point', id);
    mutator.mutate(name, [{ op: 'patch', entity: 'contact_point', id, fields }]);
  }
  return {
    add(customerId: string, { kind, value, label }: Fields): { id: string } {
      const { scopeId } = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const fields = { customerId, kind, value, label };
      mutator.mutate('contact.add', [{ op: 'insert', entity: 'contact_point', id, scope: scopeId, fields }]);
      return { id };
    },
    patch(id: string, wanted: { [K in keyof Fields]?: Fields[K] | undefined }): void {
      const row = getRow(db, 'contact_point', id);
      const fields: Partial<Fields> = Object.fromEntries(
        Object.entries(wanted).filter(
          ([name, value]) => value !== undefined && row[name as keyof Fields] !== value,
        ),
      );
      if (Object.keys(fields).length > 0) patch('contact.patch', id, fields);
    },
    delete: (id: string) => patch('contact.delete', id, { deletedAt: instantOf(clock) }),
    restore: (id: string) => patch('contact.restore', id, { deletedAt: null }),
  };
}
