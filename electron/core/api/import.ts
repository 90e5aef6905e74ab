import { api } from './handler.ts';

export const importApi = {
  inspect: api.import.inspect.handler(async ({ input: { fileName, bytes }, context }) =>
    context.services().import.inspect({ name: fileName, bytes: new Uint8Array(await bytes.arrayBuffer()) }),
  ),
  reinspect: api.import.reinspect.handler(({ input, context }) =>
    context.services().import.reinspect(input.importId, input.choice),
  ),
  preview: api.import.preview.handler(({ input, context }) =>
    context.services().import.preview(input.importId, input.choice),
  ),
  problems: api.import.problems.handler(({ input, context }) =>
    context.services().import.problems(input.importId, input.choice, input.language),
  ),
  run: api.import.run.handler(({ input, context }) =>
    context.services().import.run(input.importId, input.choice),
  ),
  stop: api.import.stop.handler(({ input, context }) => context.services().import.stop(input.importId)),
  keep: api.import.keep.handler(({ input, context }) => context.services().import.keep(input.id)),
  templates: api.import.templates.handler(({ context }) => context.services().import.templates()),
  keepTemplate: api.import.keepTemplate.handler(({ input, context }) =>
    context.services().import.keepTemplate(input.importId, input.choice, input.name),
  ),
  renameTemplate: api.import.renameTemplate.handler(({ input, context }) =>
    context.services().import.renameTemplate(input.id, input.name),
  ),
  deleteTemplate: api.import.deleteTemplate.handler(({ input, context }) =>
    context.services().import.deleteTemplate(input.id),
  ),
  drop: api.import.drop.handler(({ input, context }) => context.services().import.drop(input.importId)),
  runs: api.import.runs.handler(({ context }) => context.services().import.runs()),
  undo: api.import.undo.handler(({ input, context }) => context.services().import.undo(input.id)),
};
