import { ErrorState } from '../components/error-state.tsx';
import { ListSkeleton } from '../components/list-skeleton.tsx';

/** The frame in its final shape until core has answered. */
export function StartPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="frame">
      <div className="frame-nav" />
      <div className="frame-top" />
      <main className="frame-main">
        <div className="start-page">
          {error ? <ErrorState error={error} onRetry={onRetry} /> : <ListSkeleton />}
        </div>
      </main>
    </div>
  );
}
