/** The company's tag dictionary as the server keeps it: leads look at it, admins change it, online only. */
import type { z } from 'zod';
import {
  tagChangeResponse,
  tagDictionaryResponse,
  tagMergePreviewResponse,
  type TagChange,
  type TagChangeResult,
  type tagMergePreviewRequest,
} from '#shared/protocol/tag.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listDictionaryTags } from '../db/repository/company-data.ts';

export function createDictionaryService({ db, server, syncLoop }: CoreContext) {
  return {
    list: () => server.get('/v1/tag/dictionary', tagDictionaryResponse),

    previewMerge: (input: z.infer<typeof tagMergePreviewRequest>) =>
      server.post('/v1/tag/merge-preview', input, tagMergePreviewResponse),

    async change(change: TagChange): Promise<TagChangeResult> {
      requireFreeName(change);
      const made = await server.post('/v1/tag/change', change, tagChangeResponse);
      await syncLoop.now();
      return made;
    },
  };

  /** The server refuses it too; here it is said in words. */
  function requireFreeName(change: TagChange): void {
    const tags = listDictionaryTags(db);
    const isTag = (name: string, id?: string) => tags.some((tag) => tag.name === name && tag.id !== id);
    const isGroup = (name: string) => tags.some((tag) => tag.groupName === name && tag.mergedIntoId === null);
    const isTaken =
      change.do === 'createGroup'
        ? isGroup(change.name) || change.tags.some((name) => isTag(name))
        : change.do === 'changeGroup'
          ? change.name !== change.group && isGroup(change.name)
          : change.do === 'create'
            ? isTag(change.name)
            : change.do === 'change' && isTag(change.name, change.id);
    if (isTaken) throw new CoreError('REFUSED', 'NAME_TAKEN');
  }
}
