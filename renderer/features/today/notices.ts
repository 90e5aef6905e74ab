/** What stands above the list: at most three lines, the most urgent first. Pure. */
import type { PlanItemView, PlanView } from '#shared/contract/plan.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { isOpen } from './plan-block.ts';

const most = 3;

export type Notice =
  /** Customers taken over who still wait for a hello; `days` of the one who waits longest. */
  | { kind: 'handover'; count: number; days: number; itemId: string }
  | { kind: 'promise'; count: number; dueAt: string; itemId: string }
  | { kind: 'lost'; customerId: string; name: string; how: 'blocked_us' | 'deleted_us' }
  /** The book asks for more than the days have (rules.md R2); `minutes` per working day. */
  | { kind: 'book'; minutes: number; available: number; customers: number; fits: number }
  /** Moved by the weekly check today; said last, and only where there is room. */
  | ({ kind: 'tiers' } & PlanView['tierMoves']);

export function noticesOf({ items, lost, planOn, tierMoves, bookLoad }: PlanView): Notice[] {
  const open = items.filter((item) => isOpen(item) && !item.displacedAt);
  const inherited = open.filter(({ kind }) => kind === 'HANDOVER').sort((a, b) => daysOf(b) - daysOf(a));
  const promised = open
    .filter(({ kind, dueAt }) => kind === 'PROMISE' && dueAt !== null && dateOf(dueAt) <= planOn)
    .sort((a, b) => (a.dueAt! < b.dueAt! ? -1 : 1));
  const notices: Notice[] = [];
  const [longest] = inherited;
  if (longest)
    notices.push({
      kind: 'handover',
      count: inherited.length,
      days: daysOf(longest),
      itemId: longest.id,
    });
  const [next] = promised;
  if (next) notices.push({ kind: 'promise', count: promised.length, dueAt: next.dueAt!, itemId: next.id });
  for (const { customerId, name, kind } of lost) notices.push({ kind: 'lost', customerId, name, how: kind });
  if (bookLoad) {
    const { needed, available, customers, fits } = bookLoad;
    notices.push({ kind: 'book', minutes: Math.round(needed), available, customers, fits: fits ?? 0 });
  }
  if (Object.values(tierMoves).some((count) => count > 0)) notices.push({ kind: 'tiers', ...tierMoves });
  return notices.slice(0, most);
}

function daysOf({ reasons }: PlanItemView): number {
  const days = reasons.find(({ code }) => code === 'handover')?.params['days'];
  return typeof days === 'number' ? days : 0;
}
