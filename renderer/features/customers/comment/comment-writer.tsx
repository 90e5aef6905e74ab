/** Writing a comment under a moment: what was posted, the text, and live what it is worth and why. */
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/list-skeleton.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';
import { CommentEditor } from './comment-editor.tsx';
import style from './comment.module.css';

interface CommentWriterProps {
  momentId: string;
  readOnly: boolean;
  onClose: () => void;
}

export function CommentWriter({ momentId, readOnly, onClose }: CommentWriterProps) {
  const orpc = useOrpc();
  // Loaded once: what changes meanwhile shall not move the score under the writing hand. Kept for a moment: a query that
  // may go at once can be gone before a busy page has subscribed to it, and would load for ever.
  const writer = useQuery(
    orpc.moment.writer.queryOptions({ input: { momentId }, staleTime: Infinity, gcTime: 1_000 }),
  );
  return (
    <div className={style.writer}>
      {writer.isPending && <ListSkeleton rows={3} />}
      {writer.isError && <ErrorState error={writer.error} onRetry={() => void writer.refetch()} />}
      {writer.isSuccess && (
        <CommentEditor momentId={momentId} given={writer.data} readOnly={readOnly} onClose={onClose} />
      )}
    </div>
  );
}
