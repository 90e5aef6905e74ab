import { useEffect, useMemo, useRef } from 'react';
import type { KeptDraft } from '#shared/contract/composer-draft.ts';
import { useApi } from '../../../platform/api-context.tsx';
import { keptOf, takeKept, useComposerDrafts } from '../../../stores/composer-draft.ts';
import { createDraftKeeper } from '../comment/draft-keeper.ts';
import { useFlushAtEnd } from '../comment/use-flush-at-end.ts';

/**
 * What was typed about this customer survives the end of the page and of the program: core gets it after a short rest, at
 * once when a form was emptied or the page goes away, and is asked for it once.
 */
export function useKeptDraft(customerId: string): void {
  const api = useApi();
  const draft = useComposerDrafts((state) => state.byCustomer[customerId]);
  const isSaving = useComposerDrafts((state) => state.saving.has(customerId));
  const isKnown = useComposerDrafts((state) => state.known.has(customerId));
  const keeper = useMemo(
    () => createDraftKeeper((next: KeptDraft | null) => api.customer.saveDraft({ customerId, draft: next })),
    [api, customerId],
  );
  const last = useRef<string>(undefined);

  useEffect(() => {
    if (isKnown) return;
    let isGone = false;
    void api.customer
      .draft({ customerId })
      .then(({ draft: kept }) => {
        if (isGone) return;
        last.current = JSON.stringify(kept);
        takeKept(customerId, kept);
      })
      // What cannot be read stays where it is; the next time the card is opened it is asked for again.
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [api, customerId, isKnown]);

  useEffect(() => {
    if (!isKnown || isSaving || !draft) return;
    const kept = keptOf(draft);
    const text = JSON.stringify(kept);
    if (text === last.current) return;
    last.current = text;
    keeper.keep(kept);
    if (kept === null) void keeper.flush();
  }, [draft, isKnown, isSaving, keeper]);

  useFlushAtEnd(keeper);
}
