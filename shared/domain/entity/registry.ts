/**
 * Every replicated entity, in the order a first download sends them: what makes the list usable comes first,
 * long histories last. Adding an entity means adding it here, in both migrations, and in the policy table.
 */
import {
  conflict,
  contactPoint,
  customer,
  customerOrder,
  customerTag,
  moment,
  note,
  promise,
  touch,
} from './book.ts';
import { friendAdd, groupChat, groupPost, wechatAccount } from './account.ts';
import { attachment } from './attachment.ts';
import { campaign, campaignRecipient } from './campaign.ts';
import {
  appointment,
  householdMember,
  keyDate,
  outsideContact,
  patrol,
  signal,
  sopEnrolment,
  surprise,
} from './care.ts';
import { deal } from './deal.ts';
import { book, contentItem, person, setting, sop, tag, team } from './company.ts';
import { type Entity } from './entity.ts';
import { cardChange, contactReveal, endorsement, interest, need, relation } from './profile.ts';
import { importTemplate } from './import-template.ts';
import { listView } from './list-view.ts';
import { tierCheck } from './tier-check.ts';
import { leave, meeting, plan, planItem } from './user.ts';

export const entities = [
  team,
  person,
  book,
  setting,
  tag,
  sop,
  contentItem,
  customer,
  contactPoint,
  customerTag,
  promise,
  conflict,
  customerOrder,
  deal,
  appointment,
  keyDate,
  need,
  relation,
  endorsement,
  signal,
  surprise,
  householdMember,
  outsideContact,
  tierCheck,
  sopEnrolment,
  campaignRecipient,
  campaign,
  listView,
  importTemplate,
  leave,
  meeting,
  wechatAccount,
  friendAdd,
  groupChat,
  groupPost,
  plan,
  planItem,
  contactReveal,
  cardChange,
  interest,
  patrol,
  moment,
  touch,
  note,
  attachment,
] as const satisfies readonly Entity[];

export type EntityName = (typeof entities)[number]['name'];

const byName = new Map<string, Entity>(entities.map((entity) => [entity.name, entity]));

export function findEntity(name: string): Entity | undefined {
  return byName.get(name);
}

export function getEntity(name: string): Entity {
  const entity = byName.get(name);
  if (!entity) throw new Error(`unknown entity: ${name}`);
  return entity;
}
