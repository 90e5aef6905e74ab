/** A campaign for more customers than a rep may plan alone, so that a lead has one to decide (practices.md D08). */
import { defaultSettings } from '#shared/domain/setting.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { DemoCustomer } from './customer.ts';
import type { RowSink } from './demo-row.ts';
import { instantAt } from './work-calendar.ts';

/** By the rep's account. */
const asked: Readonly<Record<string, { title: string; recipients: number; keptOut: number }>> = {
  lu: { title: '家庭年卡', recipients: defaultSettings['campaign.approvalAbove'] + 14, keptOut: 37 },
};

interface Making {
  account: string;
  repId: string;
  /** The working days that were played through, the last one before today. */
  days: readonly string[];
  customers: readonly DemoCustomer[];
  bookSink: RowSink;
  userSink: RowSink;
}

export function addCampaigns({ account, repId, days, customers, bookSink, userSink }: Making): void {
  const wish = asked[account];
  if (!wish) return;
  const id = derivedId('demo', 'campaign', account);
  const contentId = derivedId('demo', 'content', 'promo', wish.title);
  const made = { createdAt: instantAt(days.at(-1)!, 16 * 60 + 40), createdBy: repId };
  userSink.add('campaign', {
    ...made,
    ...{ id, contentId, keptOut: wish.keptOut, isAsked: true },
    ...{ decision: null, decidedAt: null, decidedBy: null, decisionReason: '', stoppedAt: null },
  });
  const meant = customers.filter(
    ({ row }) =>
      row.status === 'active' &&
      row.consent === 'full' &&
      row.trustStage !== 'acquainted' &&
      row.tier !== 'N' &&
      row.tier !== 'NURTURE',
  );
  for (const { row } of meant.slice(0, wish.recipients))
    bookSink.add('campaign_recipient', {
      ...made,
      id: derivedId('demo', 'recipient', row.id),
      customerId: row.id,
      ...{ campaignId: id, contentId, isAsked: true, approvedBy: null, closedAt: null, outcome: null },
    });
}
