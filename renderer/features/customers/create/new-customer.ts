/** What the form of a new customer holds, and what is sent of it. */
import type { AddDirection } from '#shared/domain/entity/account.ts';
import type { Source, Tier } from '#shared/domain/entity/book.ts';

export interface NewCustomer {
  name: string;
  addressAs: string;
  phone: string;
  wechat: string;
  source: Source;
  tier: Tier;
  tags: string[];
  /** Friends since today: who asked whom; `known`: for longer. */
  add: AddDirection | 'known';
  remark: string;
}

export const emptyCustomer: NewCustomer = {
  name: '',
  addressAs: '',
  phone: '',
  wechat: '',
  source: 'unknown',
  tier: 'N',
  tags: [],
  add: 'known',
  remark: '',
};

const longestTag = 50;

/** Trims, leaves out what is empty, and drops tags that are empty, too long or named twice. */
export function createInput(draft: NewCustomer) {
  const tags = new Set(
    draft.tags.map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= longestTag),
  );
  return {
    fields: {
      name: draft.name.trim(),
      addressAs: draft.addressAs.trim(),
      source: draft.source,
      tier: draft.tier,
      remark: draft.remark.trim(),
    },
    phone: draft.phone.trim() || undefined,
    wechat: draft.wechat.trim() || undefined,
    tags: [...tags],
    add: draft.add === 'known' ? undefined : draft.add,
  };
}
