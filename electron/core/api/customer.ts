import { api } from './handler.ts';

export const customerApi = {
  list: api.customer.list.handler(({ input, context }) =>
    context.services().customer.list(input.filter, input.sort, input.ties, input.withFacts),
  ),
  get: api.customer.get.handler(({ input, context }) => context.services().customer.get(input.customerId)),
  create: api.customer.create.handler(({ input, context }) => context.services().customer.create(input)),
  patch: api.customer.patch.handler(({ input, context }) =>
    context.services().customer.patch(input.customerId, input.fields, input.reason),
  ),
  setNext: api.customer.setNext.handler(({ input, context }) =>
    context.services().nextDay.set(input.customerId, input.next),
  ),
  undoChange: api.customer.undoChange.handler(({ input, context }) =>
    context.services().customer.undoChange(input.customerId, input.field),
  ),
  triage: api.customer.triage.handler(({ input, context }) =>
    context.services().triage.save(input.customerId, input.triage),
  ),
  undoTriage: api.customer.undoTriage.handler(({ input, context }) =>
    context.services().triage.undo(input.customerId, input.former),
  ),
  draft: api.customer.draft.handler(({ input, context }) => ({
    draft: context.services().composerDraft.find(input.customerId) ?? null,
  })),
  saveDraft: api.customer.saveDraft.handler(({ input, context }) =>
    context.services().composerDraft.save(input.customerId, input.draft),
  ),
  insight: api.customer.insight.handler(({ input, context }) =>
    context.services().insight.get(input.customerId),
  ),
  duplicates: api.customer.duplicates.handler(({ context }) => context.services().duplicate.list()),
  reveal: api.customer.reveal.handler(({ input, context }) => context.services().reveal.reveal(input.id)),
  delete: api.customer.delete.handler(({ input, context }) =>
    context.services().customer.delete(input.customerId),
  ),
  restore: api.customer.restore.handler(({ input, context }) =>
    context.services().customer.restore(input.customerId),
  ),
  addContactPoint: api.customer.addContactPoint.handler(({ input: { customerId, ...fields }, context }) =>
    context.services().contactPoint.add(customerId, fields),
  ),
  patchContactPoint: api.customer.patchContactPoint.handler(({ input: { id, ...fields }, context }) =>
    context.services().contactPoint.patch(id, fields),
  ),
  deleteContactPoint: api.customer.deleteContactPoint.handler(({ input, context }) =>
    context.services().contactPoint.delete(input.id),
  ),
  restoreContactPoint: api.customer.restoreContactPoint.handler(({ input, context }) =>
    context.services().contactPoint.restore(input.id),
  ),
  tags: api.customer.tags.handler(({ context }) => context.services().tag.list()),
  addTag: api.customer.addTag.handler(({ input, context }) =>
    context.services().tag.add(input.customerId, input.name, input),
  ),
  changeTag: api.customer.changeTag.handler(({ input: { id, ...fields }, context }) =>
    context.services().tag.change(id, fields),
  ),
  removeTag: api.customer.removeTag.handler(({ input, context }) => context.services().tag.remove(input.id)),
  restoreTag: api.customer.restoreTag.handler(({ input, context }) =>
    context.services().tag.restore(input.id),
  ),
  timeline: api.customer.timeline.handler(({ input: { customerId, before, limit, ...view }, context }) =>
    context.services().timeline.list(customerId, before, limit, view),
  ),
};
