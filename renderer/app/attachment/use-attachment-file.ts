import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useOrpc } from '../../platform/api-context.tsx';

/** So long bytes that are no longer looked at stay in the page. */
const keptMs = 60_000;
/** A piece that is drawn anew gives its address up and takes it again in the same moment. */
const pauseMs = 1_000;

/** Where the bytes come from: the card they belong to, or the day of a rep that is looked at. */
export type FileDoor = 'card' | 'review';

/** The bytes of an attachment, fetched once somebody looks at it; `url` shows them as long as somebody does. */
export function useAttachmentFile({ id, mime }: { id: string; mime: string }, door: FileDoor = 'card') {
  const orpc = useOrpc();
  const options = { input: { id }, staleTime: Infinity, gcTime: keptMs, retry: false };
  const own = useQuery({ ...orpc.attachment.content.queryOptions(options), enabled: door === 'card' });
  const shown = useQuery({ ...orpc.review.evidence.queryOptions(options), enabled: door === 'review' });
  const { data, error, isPending, isFetching, refetch } = door === 'card' ? own : shown;
  const given = data?.bytes;
  // Whoever reviews gets bytes without a word of what they are.
  const bytes = useMemo(
    () => (given && given.type === '' ? new Blob([given], { type: mime }) : given),
    [given, mime],
  );
  const url = useAddress(bytes);
  return {
    bytes,
    url,
    error,
    isPending: isPending || (isFetching && !data),
    refetch,
  };
}

/** An address that shows the bytes as long as somebody does. */
export function useAddress(bytes: Blob | undefined): string | undefined {
  useEffect(() => (bytes ? hold(bytes) : undefined), [bytes]);
  return bytes && addressOf(bytes).url;
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
