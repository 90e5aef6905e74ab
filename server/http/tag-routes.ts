import type { FastifyInstance } from 'fastify';
import {
  tagChange,
  tagChangeResponse,
  tagDictionaryResponse,
  tagMergePreviewRequest,
  tagMergePreviewResponse,
} from '#shared/protocol/tag.ts';
import type { CommandParts } from '../domain/command.ts';
import { listDictionary, previewTagMerge } from '../domain/tag-list.ts';
import { changeTags } from '../domain/tag.ts';
import { addAction, addQuery } from './endpoint.ts';

export function addTagRoutes(app: FastifyInstance, parts: CommandParts): void {
  addQuery(app, {
    method: 'GET',
    tag: 'tag',
    url: '/v1/tag/dictionary',
    summary: 'The tag dictionary with how many customers carry each tag',
    reply: tagDictionaryResponse,
    handle: (principal) => listDictionary(parts, principal),
  });
  addAction(app, {
    method: 'POST',
    tag: 'tag',
    url: '/v1/tag/merge-preview',
    summary: 'Whom it would touch if one tag became another',
    body: tagMergePreviewRequest,
    reply: tagMergePreviewResponse,
    handle: (body, principal) => previewTagMerge(parts, principal, body),
  });
  addAction(app, {
    method: 'POST',
    tag: 'tag',
    url: '/v1/tag/change',
    summary: 'Groups and tags of the dictionary: made, changed, retired, merged, ordered, and back',
    // 2,000 ids of 39 characters.
    bodyLimit: 128 * 1024,
    body: tagChange,
    reply: tagChangeResponse,
    handle: (body, principal) => changeTags(parts, principal, body),
  });
}
