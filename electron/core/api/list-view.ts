import { api } from './handler.ts';

export const listViewApi = {
  list: api.listView.list.handler(({ context }) => context.services().listView.list()),
  save: api.listView.save.handler(({ input, context }) => context.services().listView.save(input)),
  delete: api.listView.delete.handler(({ input, context }) => context.services().listView.delete(input.id)),
  restore: api.listView.restore.handler(({ input, context }) =>
    context.services().listView.restore(input.id),
  ),
};

export const bulkApi = {
  preview: api.bulk.preview.handler(({ input, context }) =>
    context.services().bulk.preview(input.ids, input.change),
  ),
  apply: api.bulk.apply.handler(({ input, context }) =>
    context.services().bulk.apply(input.ids, input.change),
  ),
  undo: api.bulk.undo.handler(({ input, context }) => context.services().bulk.undo(input.undoId)),
};
