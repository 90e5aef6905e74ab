/** The company's library on the device, and what leads and admins do online through core. */
import { z } from 'zod';
import { tiers } from '../domain/entity/book.ts';
import { contentKinds, sopStep } from '../domain/entity/company.ts';
import { audience } from '../domain/segment/audience.ts';
import * as admin from '../protocol/admin.ts';
import { autopsy } from '../protocol/autopsy.ts';
import { saveOfferRequest, saveOfferResponse } from '../protocol/content.ts';
import * as review from '../protocol/review.ts';
import { base } from './base.ts';

export const contentItemView = z.object({
  id: z.guid(),
  kind: z.enum(contentKinds),
  title: z.string(),
  body: z.string(),
  concern: z.string(),
  /** An offer has a first or a last day; the tag of those it is meant for, empty for everybody. */
  offerFromOn: z.iso.date().nullable(),
  offerToOn: z.iso.date().nullable(),
  offerTag: z.string(),
  /** Empty: every tier; everybody, whatever they bought. */
  offerTiers: z.array(z.enum(tiers)),
  offerProduct: z.string(),
  /** The saved segment it is for, with tags as they are called now. */
  offerFor: audience.nullable(),
  /** What is seen when it is changed. */
  version: z.int(),
});
export type ContentItemView = z.infer<typeof contentItemView>;
export const sopView = z.object({
  id: z.guid(),
  code: z.string(),
  name: z.string(),
  purpose: z.string(),
  edition: z.int(),
  steps: z.array(sopStep),
});

export const contentContract = {
  list: base
    .input(z.object({ search: z.string().max(200).optional(), kind: z.enum(contentKinds).optional() }))
    .output(z.array(contentItemView)),
  sops: base.output(z.array(sopView)),
  /** Online. The row is here when this resolves, or with the next round. */
  saveOffer: base.input(saveOfferRequest).output(saveOfferResponse),
};

export const reviewContract = {
  days: base.input(review.reviewDaysRequest).output(review.reviewDaysResponse),
  items: base.input(review.reviewItemsRequest).output(review.reviewItemsResponse),
  signals: base.input(review.reviewSignalsRequest).output(review.reviewSignalsResponse),
  autopsy: base.input(review.reviewAutopsyRequest).output(autopsy),
  /** Shown and not kept: REFUSED ATTACHMENT_NOT_HANDED_IN where the server does not have the bytes (yet). */
  evidence: base.input(z.object({ id: z.guid() })).output(z.object({ bytes: z.instanceof(Blob) })),
  /** FORBIDDEN for a campaign that is not the lead's to decide. */
  decideCampaign: base.input(review.decideCampaignRequest).output(admin.okResponse),
  signPromo: base.input(review.signPromoRequest).output(admin.okResponse),
};

export const adminContract = {
  people: base.output(admin.peopleResponse),
  devices: base.output(admin.devicesResponse),
  audit: base.output(admin.auditResponse),
  createPerson: base.input(admin.createPersonRequest).output(admin.createPersonResponse),
  leave: base.input(admin.leaveRequest).output(admin.okResponse),
  createEnrolmentCode: base.input(admin.enrolmentCodeRequest).output(admin.enrolmentCodeResponse),
  setEnrolmentPolicy: base.input(admin.enrolmentPolicyRequest).output(admin.okResponse),
  revokeDevice: base.input(admin.revokeDeviceRequest).output(admin.okResponse),
  bookCustomers: base.input(admin.bookCustomersRequest).output(admin.bookCustomersResponse),
  split: base.input(admin.splitRequest).output(admin.splitResponse),
  splits: base.output(admin.splitsResponse),
  previewBook: base.input(admin.bookPreviewRequest).output(admin.bookPreviewResponse),
  reassign: base.input(admin.reassignRequest).output(admin.reassignResponse),
};
