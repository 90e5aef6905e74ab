/** Whether a customer of the plan is in a saved segment that an offer or a SOP names: as the customer list would say it. */
import { isInSegment, segmentDayOf, type Segment, type SegmentFacts } from '../../segment/segment.ts';
import type { Settings } from '../../setting.ts';
import { nextTouchOn } from '../next-touch.ts';
import type { SopBank } from '../sop/bank.ts';
import { setsOf } from './grouped.ts';
import type { CustomerRow, PlanRows } from './plan-rows.ts';

/** What of a customer a segment asks for. */
export type SegmentRow = Pick<
  CustomerRow,
  | 'id'
  | 'tier'
  | 'trustStage'
  | 'status'
  | 'consent'
  | 'source'
  | 'city'
  | 'addedOn'
  | 'lastContactAt'
  | 'lastCommentAt'
  | 'unanswered'
  | 'nextOn'
  | 'nextSetAt'
>;

export type SegmentTest = (row: SegmentRow, segment: Segment) => boolean;

/** Of rows read for these segments. Tags in the segments are called as the dictionary calls them now. */
export function segmentFacts(
  { segmentTags, segmentOrders }: Pick<PlanRows, 'segmentTags' | 'segmentOrders'>,
  { planOn, now, settings, bank }: { planOn: string; now: number; settings: Settings; bank: SopBank },
): SegmentTest {
  const tagsOf = setsOf(segmentTags.map(({ customerId, name }) => [customerId, name]));
  const sumsOf = new Map(segmentOrders.map((sums) => [sums.customerId, sums]));
  const day = segmentDayOf(now, planOn);
  /** One customer is asked about by several offers in a row. */
  let last: { row: SegmentRow; facts: SegmentFacts } | undefined;
  return (row, segment) => {
    if (last?.row !== row) last = { row, facts: factsOf(row) };
    return isInSegment(segment, last.facts, day);
  };

  function factsOf(row: SegmentRow): SegmentFacts {
    const { tier, trustStage, status, source, city, addedOn, lastContactAt, lastCommentAt } = row;
    const facts: SegmentFacts = {
      tags: [...(tagsOf.get(row.id) ?? [])],
      tier,
      trustStage,
      status,
      source,
      city,
      addedOn,
      lastTouchAt: later(lastContactAt, lastCommentAt),
      // Worked out only where it is asked for.
      get nextTouchOn() {
        return nextTouchOn(row, planOn, bank, settings, (segment) => isInSegment(segment, facts, day));
      },
      orders: sumsOf.get(row.id)?.orders ?? 0,
      paidFen: sumsOf.get(row.id)?.paidFen ?? 0,
    };
    return facts;
  }
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
