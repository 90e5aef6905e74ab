import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useOrpc } from '../../platform/api-context.tsx';

/** So long bytes that are no longer looked at stay in the page. */
const keptMs = 60_000;
/** A piece that is drawn anew gives its address up and takes it again in the same moment. */
const pauseMs = 1_000;

/** The bytes of an attachment, fetched once somebody looks at it; `url` shows them as long as somebody does. */
export function useAttachmentFile(id: string) {
  const orpc = useOrpc();
  const { data, error, isPending, isFetching, refetch } = useQuery(
    orpc.attachment.content.queryOptions({
      input: { id },
      staleTime: Infinity,
      gcTime: keptMs,
      retry: false,
    }),
  );
  const bytes = data?.bytes;
  useEffect(() => (bytes ? hold(bytes) : undefined), [bytes]);
  return {
    bytes,
    url: bytes && addressOf(bytes).url,
    error,
    isPending: isPending || (isFetching && !data),
    refetch,
  };
}

interface Address {
  readonly url: string;
  users: number;
}

const addresses = new WeakMap<Blob, Address>();

/** The same for all who show the same bytes. */
function addressOf(bytes: Blob): Address {
  const known = addresses.get(bytes) ?? { url: URL.createObjectURL(bytes), users: 0 };
  addresses.set(bytes, known);
  return known;
}

/** Returns what lets go of it; with the last one the browser lets go of the bytes. */
function hold(bytes: Blob): () => void {
  const address = addressOf(bytes);
  address.users += 1;
  return () => {
    address.users -= 1;
    setTimeout(() => {
      if (address.users > 0 || addresses.get(bytes) !== address) return;
      addresses.delete(bytes);
      URL.revokeObjectURL(address.url);
    }, pauseMs);
  };
}
