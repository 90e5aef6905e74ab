/**
 * What the server may write without a mutation: counters of other books, lists of the day, checks of the tiers and trust
 * stages. Each has rows of its own; of people's rows only a tier or a stage is changed, and only one that the check has seen
 * (I4, I6).
 */
import { isDeepStrictEqual } from 'node:util';
import { startOfDate } from '#shared/domain/calendar.ts';
import { bookkeeping } from './judgement.ts';
import type { LogEntry, LoggedRow } from './server-log.ts';

/** @param rows before the transaction */
export function isByJob(
  key: string,
  changes: readonly LogEntry[],
  rows: ReadonlyMap<string, LoggedRow>,
): boolean {
  const own = changes.filter((entry) => keyOf(entry) === key);
  const [entry] = own;
  if (own.length !== 1 || !entry?.new) return false;
  switch (entry.tbl) {
    case 'outside_contact':
      return isOutside(entry.new, rows);
    case 'plan':
      return entry.op === 'INSERT' && entry.new.made_by === 'server' && !rows.has(key);
    case 'plan_item':
      return entry.op === 'INSERT' && !rows.has(key) && isOfNewList(entry.new, changes);
    case 'tier_check':
      return entry.new.created_by === null && rows.has(`customer/${String(entry.new.customer_id)}`);
    case 'card_change':
      return (
        entry.op === 'INSERT' && entry.new.created_by === null && String(entry.new.field) in columnOfRule
      );
    case 'customer':
      return Object.entries(columnOfRule).some(([field, column]) => isSeen(entry, changes, field, column));
    default:
      return false;
  }
}

function keyOf({ tbl, old, new: row }: LogEntry): string {
  return `${tbl}/${(row ?? old!).id}`;
}

const times = ['talk_ats', 'promo_ats', 'household_promo_ats', 'comment_ats', 'like_ats'];

const lasts = [
  'stop_asked_at',
  'complaint_at',
  'served_at',
  'household_frozen_at',
  'nps_asked_at',
  'referral_asked_at',
  'surprised_at',
];

/** Where the times come from. */
const timeOf: ReadonlyMap<string, string> = new Map([
  ['touch', 'happened_at'],
  ['signal', 'happened_at'],
  ['surprise', 'given_at'],
  ['endorsement', 'happened_on'],
  ['plan_item', 'status_at'],
]);

/** A day is told as the instant at which it begins. */
function instantOf(at: unknown): unknown {
  return typeof at === 'string' && at.length === 10 ? startOfDate(at) : at;
}

/** Times of what lies in other books or lists, of a customer who is in this one; nothing that anybody wrote. */
function isOutside(row: LoggedRow, rows: ReadonlyMap<string, LoggedRow>): boolean {
  const known = new Set(
    [...rows].flatMap(([key, { scope_id: scope, ...told }]) => {
      const name = timeOf.get(key.split('/', 1)[0]!);
      return name && scope !== row.scope_id ? [instantOf(told[name])] : [];
    }),
  );
  const told = [
    ...times.flatMap((name) => row[name] as unknown[]),
    ...lasts.flatMap((name) => row[name] ?? []),
  ];
  const customer = rows.get(`customer/${String(row.customer_id)}`);
  return row.created_by === null && customer?.scope_id === row.scope_id && told.every((at) => known.has(at));
}

function isOfNewList({ plan_id: planId, status }: LoggedRow, changes: readonly LogEntry[]): boolean {
  const list = changes.find(({ tbl, new: row }) => tbl === 'plan' && row?.id === planId);
  return list?.op === 'INSERT' && list.new!.made_by === 'server' && status === 'open';
}

/** What a rule may change on a card, as `card_change` calls it. */
const columnOfRule: Readonly<Record<string, string>> = { tier: 'tier', trustStage: 'trust_stage' };

/** This one alone, from what the check took it for, and the card tells of it. */
function isSeen(
  { op, old, new: row }: LogEntry,
  changes: readonly LogEntry[],
  field: string,
  column: string,
): boolean {
  if (op !== 'UPDATE') return false;
  const others = Object.keys(row!).filter((name) => name !== column && !bookkeeping.has(name));
  if (!others.every((name) => isDeepStrictEqual(old![name], row![name]))) return false;
  return changes.some(
    ({ tbl, new: told }) =>
      tbl === 'card_change' &&
      told?.customer_id === row!.id &&
      told.field === field &&
      told.from_value === old![column] &&
      told.to_value === row![column],
  );
}
