/** Customers as an export writes them. */
import type { ContactPoint, Customer } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';

export interface ExportCustomer extends Pick<
  Customer,
  | 'id'
  | 'name'
  | 'addressAs'
  | 'nickname'
  | 'gender'
  | 'birthdayOn'
  | 'company'
  | 'jobTitle'
  | 'city'
  | 'tier'
  | 'source'
  | 'sourcePlatform'
  | 'sourceCampaign'
  | 'sourcePlacement'
  | 'status'
  | 'consent'
  | 'points'
  | 'remark'
> {
  contacts: Pick<ContactPoint, 'kind' | 'value' | 'label'>[];
  tags: string[];
}

/** In the order of the ids; those that are deleted or not here are left out. */
export function loadExportCustomers(db: LocalDb, ids: readonly string[]): ExportCustomer[] {
  const list = JSON.stringify(ids);
  const customers = db
    .raw<Omit<ExportCustomer, 'contacts' | 'tags'>>(
      `SELECT id, name, address_as, nickname, gender, birthday_on, company, job_title, city, tier, source,
         source_platform, source_campaign, source_placement, status, consent, points, remark
       FROM customer WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))`,
      list,
    )
    .map((row): ExportCustomer => ({ ...row, contacts: [], tags: [] }));
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const contacts = db.raw<{ customerId: string } & ExportCustomer['contacts'][number]>(
    `SELECT customer_id, kind, value, label FROM contact_point
     WHERE deleted_at IS NULL AND customer_id IN (SELECT value FROM json_each(?)) ORDER BY created_at, id`,
    list,
  );
  for (const { customerId, kind, value, label } of contacts) {
    byId.get(customerId)?.contacts.push({ kind, value, label });
  }
  const tags = db.raw<{ customerId: string; name: string }>(
    `SELECT customer_id, name FROM carried_tag
     WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY created_at, id`,
    list,
  );
  for (const { customerId, name } of tags) {
    const carried = byId.get(customerId)?.tags;
    if (!carried?.includes(name)) carried?.push(name);
  }
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}
