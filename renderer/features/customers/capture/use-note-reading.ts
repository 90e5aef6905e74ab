import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useOrpc } from '../../../platform/api-context.tsx';
import { useDebounced } from './use-debounced.ts';

const stillMs = 400;

/** What a note under way says, a moment after the last key; undefined while there is nothing to read. */
export function useNoteReading(customerId: string, body: string, hasNextStep: boolean) {
  const orpc = useOrpc();
  const text = useDebounced(body, stillMs);
  const isBlank = text === '' || body === '';
  const { data } = useQuery(
    orpc.capture.read.queryOptions({
      input: isBlank ? skipToken : { customerId, text, hasNextStep },
      placeholderData: keepPreviousData,
    }),
  );
  return isBlank ? undefined : data;
}
