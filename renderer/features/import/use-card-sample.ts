/** The first people of an address book as `[name, phone]`, read in the encoding now chosen. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ImportChoice } from '#shared/contract/import.ts';
import { useOrpc } from '../../platform/api-context.tsx';

const shown = 12;

/** Core gives no sample of an address book, so its dry run stands in: it writes nothing either. */
export function useCardSample(importId: string, choice: ImportChoice, enabled: boolean): string[][] {
  const orpc = useOrpc();
  const preview = useQuery(
    orpc.import.preview.queryOptions({
      input: { importId, choice },
      enabled,
      gcTime: 0,
      placeholderData: keepPreviousData,
    }),
  );
  return (preview.data?.rows ?? []).slice(0, shown).map(({ name, phone }) => [name, phone]);
}
