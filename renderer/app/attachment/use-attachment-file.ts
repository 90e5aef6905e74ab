import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useOrpc } from '../../platform/api-context.tsx';

/** So long bytes that are no longer looked at stay in the page. */
const keptMs = 60_000;

/** The bytes of an attachment, fetched once somebody looks at it; `url` shows them until the piece is gone. */
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
  const [shown, setShown] = useState<{ bytes: Blob; url: string }>();
  useEffect(() => {
    if (!bytes) return;
    const url = URL.createObjectURL(bytes);
    setShown({ bytes, url });
    return () => URL.revokeObjectURL(url);
  }, [bytes]);
  const url = shown?.bytes === bytes ? shown?.url : undefined;
  return { bytes, url, name: data?.name, error, isPending: isPending || (isFetching && !data), refetch };
}
