import { api } from './handler.ts';

export const captureApi = {
  read: api.capture.read.handler(({ input, context }) =>
    context.services().capture.read(input.customerId, input.text, input.hasNextStep),
  ),
  preview: api.capture.preview.handler(({ input, context }) =>
    context.services().capture.preview(input.customerId, input.text, input.roles, input.turns),
  ),
  save: api.capture.save.handler(({ input, context }) =>
    context
      .services()
      .capture.save(input.customerId, input.messages, input.proposals, input.note, input.attachments),
  ),
  undo: api.capture.undo.handler(({ input, context }) =>
    context.services().capture.undo(input.customerId, input.receipt),
  ),
};
