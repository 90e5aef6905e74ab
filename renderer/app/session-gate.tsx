/** Decides what the window shows: starting, sign-in, the program, or why the session ended. */
import { useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { UndoToastProvider } from '../components/undo-toast.tsx';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { useApi, useConnection, useOrpc } from '../platform/api-context.tsx';
import { listenLive } from '../platform/live.ts';
import { forgetPerson } from '../stores/sign-out.ts';
import { ConnectionBar } from './connection-bar.tsx';
import { EndedPage } from './ended-page.tsx';
import { LockedPage } from './locked-page.tsx';
import { Program } from './program.tsx';
import { RefusedPage } from './refused-page.tsx';
import { prefetchToday } from './route.tsx';
import { SessionContext } from './session.tsx';
import { StartPage } from './start-page.tsx';

const downloadPollMs = 1_000;

/** Everything else in the cache is a customer's and goes when nobody is signed in. */
function isSessionQuery(key: QueryKey): boolean {
  return Array.isArray(key[0]) && key[0][0] === 'session';
}

export function SessionGate() {
  const api = useApi();
  const orpc = useOrpc();
  const connection = useConnection();
  const queryClient = useQueryClient();
  const status = useSyncExternalStore(connection.subscribe, connection.status);
  useEffect(() => listenLive({ api, orpc, connection, queryClient }), [api, orpc, connection, queryClient]);
  const session = useQuery(
    orpc.session.get.queryOptions({
      refetchInterval: ({ state }) =>
        state.data?.status === 'ready' && state.data.firstDownload ? downloadPollMs : false,
    }),
  );
  const ready = session.data?.status === 'ready';
  useEffect(() => {
    if (ready) return;
    queryClient.removeQueries({ predicate: (query) => !isSessionQuery(query.queryKey) });
    forgetPerson();
  }, [ready, queryClient]);

  useEffect(prefetchToday, []);

  if (status === 'refused') return <RefusedPage />;
  const state = session.data;
  return (
    <UndoToastProvider key={state?.status === 'ready' ? state.profileId : 'nobody'}>
      {status === 'lost' && <ConnectionBar />}
      {!state && <StartPage error={session.error} onRetry={() => void session.refetch()} />}
      {state?.status === 'signed-out' && <SignInPage state={state} />}
      {state?.status === 'ended' && <EndedPage state={state} />}
      {state?.status === 'locked' && <LockedPage state={state} />}
      {state?.status === 'ready' && (
        <SessionContext value={state}>
          <Program />
        </SessionContext>
      )}
    </UndoToastProvider>
  );
}
