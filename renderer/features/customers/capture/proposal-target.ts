/** What a proposal says and where it goes, while a person puts it right. */
import type { ProposalTargetInput } from '#shared/contract/capture.ts';
import { dueAtOn, quickDate } from '../composer/quick-date.ts';

type Target = ProposalTargetInput['target'];

/** A sentence may as well be one of the others. */
export const textTargets: ReadonlySet<Target> = new Set(['promise', 'need', 'interest', 'remark']);

const longest: Record<Target, number> = {
  promise: 2_000,
  key_date: 100,
  need: 500,
  interest: 50,
  tag: 50,
  contact_point: 1_000,
  relation: 50,
  remark: 1_000,
};

export function textOf(what: ProposalTargetInput): string {
  switch (what.target) {
    case 'promise':
    case 'need':
      return what.body;
    case 'interest':
    case 'tag':
      return what.name;
    case 'contact_point':
      return what.value;
    case 'relation':
      return what.role;
    case 'key_date':
      return what.label;
    case 'remark':
      return what.text;
  }
}

/** No more than fits. */
export function withText(what: ProposalTargetInput, given: string): ProposalTargetInput {
  const text = given.slice(0, longest[what.target]).toWellFormed();
  switch (what.target) {
    case 'promise':
    case 'need':
      return { ...what, body: text };
    case 'interest':
    case 'tag':
      return { ...what, name: text };
    case 'contact_point':
      return { ...what, value: text };
    case 'relation':
      return { ...what, role: text };
    case 'key_date':
      return { ...what, label: text };
    case 'remark':
      return { ...what, text };
  }
}

/** The same words elsewhere. A promise that had no time is due tomorrow. */
export function asTarget(what: ProposalTargetInput, target: Target, now: number): ProposalTargetInput {
  const text = textOf(what);
  if (target === 'promise')
    return withText({ target, body: '', dueAt: dueAtOn(quickDate('tomorrow', now)) }, text);
  if (target === 'need') return withText({ target, body: '' }, text);
  if (target === 'interest')
    return withText({ target, name: '', kind: 'hobby', seenAt: new Date(now).toISOString() }, text);
  return target === 'remark' ? withText({ target, text: '' }, text) : what;
}
