/** Fields that are kept for life or decide what may be offered: a change has a reason and stays in the history. */
import type { CustomerFields } from '#shared/contract/customer.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { findLastChange } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';
import { customerTrust } from './trust.ts';

const sourceFields = ['source', 'sourcePlatform', 'sourceCampaign', 'sourcePlacement'] as const;
type SourceFields = Pick<Customer, (typeof sourceFields)[number]>;

/** A tab keeps the parts apart; none of them has one. */
export function sourceText(customer: SourceFields): string {
  return sourceFields.map((name) => customer[name].replaceAll('\t', ' ')).join('\t');
}

function sourceOf(text: string): SourceFields {
  const [source, sourcePlatform = '', sourceCampaign = '', sourcePlacement = ''] = text.split('\t');
  return { source: source as Customer['source'], sourcePlatform, sourceCampaign, sourcePlacement };
}

const isUnset = (customer: SourceFields) => sourceText(customer) === 'unknown\t\t\t';

/**
 * The rows that note such changes. Throws REFUSED REASON_MISSING: another tier, a trust stage other than the one the signs
 * speak for (R16), and another source than the one that was set (B15) need a reason.
 */
export function changeWrites(
  context: Pick<CoreContext, 'db' | 'clock' | 'identity' | 'pendingIds'>,
  customer: Customer,
  wanted: Partial<CustomerFields>,
  reason: string,
): LocalWrite[] {
  const { db, clock } = context;
  const given = reason.trim();
  const writes: LocalWrite[] = [];
  const note = (field: string, fromValue: string, toValue: string, signs: readonly string[]) =>
    writes.push({
      op: 'insert',
      entity: 'card_change',
      id: uuidv7(clock),
      scope: customer.scopeId,
      fields: {
        customerId: customer.id,
        field,
        fromValue,
        toValue,
        reason: given,
        signs: [...signs],
        happenedAt: instantOf(clock),
      },
    });
  const { trustStage } = wanted;
  if (trustStage !== undefined && trustStage !== customer.trustStage) {
    const { bySigns, evidence } = customerTrust(context, customer, loadSettings(db));
    if (given === '' && trustStage !== bySigns) throw new CoreError('REFUSED', 'REASON_MISSING');
    const met = evidence.filter(({ isMet }) => isMet).map(({ sign }) => sign);
    note('trustStage', customer.trustStage, trustStage, met);
  }
  const { tier } = wanted;
  if (tier !== undefined && tier !== customer.tier) {
    if (given === '') throw new CoreError('REFUSED', 'REASON_MISSING');
    note('tier', customer.tier, tier, []);
  }
  const source = sourceText({ ...customer, ...defined(wanted) });
  if (source !== sourceText(customer)) {
    if (!isUnset(customer) && given === '') throw new CoreError('REFUSED', 'REASON_MISSING');
    if (!isUnset(customer)) note('source', sourceText(customer), source, []);
  }
  return writes;
}

/** Takes back the last change of the field while its value still stands; nothing where it does not. */
export function undoWrites(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  customer: Customer,
  field: 'trustStage' | 'source' | 'tier',
): LocalWrite[] {
  const change = findLastChange(db, customer.id, field);
  const present = field === 'source' ? sourceText(customer) : customer[field];
  if (!change || change.toValue !== present) return [];
  const fields = field === 'source' ? sourceOf(change.fromValue) : { [field]: change.fromValue };
  return [
    { op: 'patch', entity: 'customer', id: customer.id, fields },
    { op: 'patch', entity: 'card_change', id: change.id, fields: { deletedAt: instantOf(clock) } },
  ];
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
