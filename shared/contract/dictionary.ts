/** The company's tag dictionary, online through core: leads look, admins change. */
import * as protocol from '../protocol/tag.ts';
import { base } from './base.ts';

export const dictionaryContract = {
  list: base.output(protocol.tagDictionaryResponse),
  previewMerge: base.input(protocol.tagMergePreviewRequest).output(protocol.tagMergePreviewResponse),
  /** REFUSED NAME_TAKEN; SERVER STALE. The rows are here when this resolves, or with the next round. */
  change: base.input(protocol.tagChange).output(protocol.tagChangeResponse),
};
