import { api } from './handler.ts';

export const attachmentApi = {
  stage: api.attachment.stage.handler(async ({ input: { customerId, name, bytes }, context }) =>
    context.services().attachment.stage(customerId, name, new Uint8Array(await bytes.arrayBuffer())),
  ),
  drop: api.attachment.drop.handler(({ input, context }) => context.services().attachment.drop(input.id)),
  list: api.attachment.list.handler(({ input, context }) =>
    context.services().attachment.list(input.customerId),
  ),
  content: api.attachment.content.handler(async ({ input, context }) => {
    const { name, mime, bytes } = await context.services().attachment.content(input.id);
    return { name, bytes: new Blob([new Uint8Array(bytes)], { type: mime }) };
  }),
  thumbnail: api.attachment.thumbnail.handler(({ input, context }) => {
    const bytes = context.services().attachment.thumbnail(input.id);
    return bytes ? { bytes: new Blob([new Uint8Array(bytes)]) } : null;
  }),
  keepThumbnail: api.attachment.keepThumbnail.handler(async ({ input, context }) =>
    context.services().attachment.keepThumbnail(input.id, new Uint8Array(await input.bytes.arrayBuffer())),
  ),
  delete: api.attachment.delete.handler(({ input, context }) =>
    context.services().attachment.delete(input.id),
  ),
  restore: api.attachment.restore.handler(({ input, context }) =>
    context.services().attachment.restore(input.id),
  ),
  retry: api.attachment.retry.handler(({ context }) => context.services().attachment.retry()),
};
