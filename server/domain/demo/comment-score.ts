/** What the demo company's comments are worth, by the rule the workbench uses (rules.md R9). */
import { commentScorer } from '#shared/domain/comment/score.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import type { DemoCustomer } from './customer.ts';
import type { DemoRow } from './demo-row.ts';
import { tagsOf } from './profile.ts';

/** Without looking for the author's former words: that would take longer than all the rest of the company. */
export function demoCommentScore(
  { row, profile }: DemoCustomer,
  { kind, body, postedAt }: DemoRow<'moment'>,
  comment: string,
  at: string,
): number {
  const facts = [profile.child?.name ?? '', row.city, row.jobTitle].filter((fact) => fact.length > 1);
  const addresses = [row.addressAs || row.name, row.nickname];
  const event = { kind, body, postedAt, tags: tagsOf(profile), facts, addresses, ownComments: [] };
  return commentScorer(event, defaultSettings)(comment, Date.parse(at)).score;
}
