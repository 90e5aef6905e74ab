/** A picture in small: made once and kept on the device, so that a long history does not load whole photos to show stamps. */
import { useQuery } from '@tanstack/react-query';
import type { ApiClient } from '#shared/contract/api.ts';
import { thumbnailBytes } from '#shared/domain/attachment/attachment-setting.ts';
import { useApi } from '../../platform/api-context.tsx';
import { shrunk } from './shrunk.ts';
import { type FileDoor, useAddress } from './use-attachment-file.ts';

const keptMs = 60_000;

export function useThumbnail({ id, mime }: { id: string; mime: string }, door: FileDoor = 'card') {
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: ['attachment', 'thumbnail', door, id],
    queryFn: () => (door === 'card' ? ownThumbnail(api, id) : reviewed(api, id, mime)),
    staleTime: Infinity,
    gcTime: keptMs,
    retry: false,
  });
  return { url: useAddress(data), error };
}

async function ownThumbnail(api: ApiClient, id: string): Promise<Blob> {
  const known = await api.attachment.thumbnail({ id });
  if (known) return known.bytes;
  const { bytes } = await api.attachment.content({ id });
  const small = await shrunk(bytes);
  // Where it is not kept, it is made again the next time.
  if (small !== bytes && small.size <= thumbnailBytes)
    await api.attachment.keepThumbnail({ id, bytes: small }).catch(() => {});
  return small;
}

/** Nothing of another person's card is kept on this device. */
async function reviewed(api: ApiClient, id: string, mime: string): Promise<Blob> {
  const { bytes } = await api.review.evidence({ id });
  return shrunk(new Blob([bytes], { type: mime }));
}
