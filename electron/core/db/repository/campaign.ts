/** Campaigns and whom they are for. */
import type { Campaign, CampaignRecipient } from '#shared/domain/entity/campaign.ts';
import type { ContentItem } from '#shared/domain/entity/company.ts';
import type { LocalDb } from '../local-db.ts';

export function findOffer(db: LocalDb, id: string): ContentItem | undefined {
  return db.raw<ContentItem>(
    `SELECT * FROM content_item WHERE id = ? AND kind = 'promo' AND deleted_at IS NULL`,
    id,
  )[0];
}

/** Neither told, nor settled, nor over: `from` is an instant. */
const isOpen = `r.deleted_at IS NULL AND r.closed_at IS NULL AND r.created_at >= ?`;
const mayBeTold = `(r.is_asked = 0 OR r.approved_by IS NOT NULL)`;

export interface CampaignFigures {
  id: string;
  contentId: string;
  title: string;
  offerToOn: string | null;
  /** 0 or 1. */
  isAsked: number;
  approved: number;
  sent: number;
  skipped: number;
  waiting: number;
  lastClosedAt: string | null;
}

/** With at least one who waits, or was told or settled from `closedFrom` on; offers that may still be told on a day. */
export function listCampaignFigures(
  db: LocalDb,
  { from, closedFrom, on }: { from: string; closedFrom: string; on: string },
): CampaignFigures[] {
  return db.raw<CampaignFigures>(
    `SELECT r.campaign_id AS id, r.content_id, o.title, o.offer_to_on,
       max(r.is_asked) AS is_asked, count(r.approved_by) AS approved,
       count(*) FILTER (WHERE r.outcome = 'sent') AS sent, count(*) FILTER (WHERE r.outcome = 'skipped') AS skipped,
       count(*) FILTER (WHERE r.closed_at IS NULL AND r.created_at >= ?) AS waiting,
       max(r.closed_at) AS last_closed_at
     FROM campaign_recipient r
     JOIN content_item o ON o.id = r.content_id AND o.deleted_at IS NULL AND coalesce(o.offer_to_on, '9999') >= ?
     JOIN customer c ON c.id = r.customer_id AND c.deleted_at IS NULL
     WHERE r.deleted_at IS NULL
     GROUP BY r.campaign_id, r.content_id
     HAVING waiting > 0 OR sent > 0 AND max(r.closed_at) >= ? AND NOT max(coalesce(r.outcome, '') = 'stopped')
     ORDER BY min(r.created_at) DESC, r.campaign_id`,
    from,
    on,
    closedFrom,
  );
}

export function listCampaigns(db: LocalDb): Campaign[] {
  return db.raw<Campaign>(`SELECT * FROM campaign WHERE deleted_at IS NULL`);
}

export function listRecipients(db: LocalDb, campaignId: string): CampaignRecipient[] {
  return db.raw<CampaignRecipient>(
    `SELECT * FROM campaign_recipient WHERE campaign_id = ? AND deleted_at IS NULL ORDER BY id`,
    campaignId,
  );
}

/** Whom campaigns of an offer were planned for since an instant, by whom, and whether a lead was asked first. */
export function listPlannedFor(
  db: LocalDb,
  contentId: string,
  from: string,
): Pick<CampaignRecipient, 'customerId' | 'createdBy' | 'isAsked' | 'approvedBy' | 'closedAt' | 'outcome'>[] {
  return db.raw(
    `SELECT customer_id, created_by, is_asked, approved_by, closed_at, outcome FROM campaign_recipient
     WHERE content_id = ? AND deleted_at IS NULL AND created_at >= ?`,
    contentId,
    from,
  );
}

/** Recipients who may be told of any offer and have not been. */
export function countWaiting(db: LocalDb, from: string): number {
  return db.raw<{ n: number }>(
    `SELECT count(*) AS n FROM campaign_recipient r JOIN customer c ON c.id = r.customer_id AND c.deleted_at IS NULL
     WHERE ${isOpen} AND ${mayBeTold}`,
    from,
  )[0]!.n;
}

/** Those whom an item of the list that tells of the offer settles. */
export function listOpenFor(
  db: LocalDb,
  { customerId, contentId }: { customerId: string; contentId: string },
): { id: string }[] {
  return db.raw(
    `SELECT id FROM campaign_recipient r WHERE customer_id = ? AND content_id = ? AND deleted_at IS NULL
       AND closed_at IS NULL AND ${mayBeTold}`,
    customerId,
    contentId,
  );
}

/** Those whom it settled at that instant. */
export function listClosedFor(
  db: LocalDb,
  { customerId, contentId, at }: { customerId: string; contentId: string; at: string },
): { id: string }[] {
  return db.raw(
    `SELECT id FROM campaign_recipient WHERE customer_id = ? AND content_id = ? AND deleted_at IS NULL AND closed_at = ?`,
    customerId,
    contentId,
    at,
  );
}
