/** Who is signed in. Components below the gate may rely on it. */
import { createContext, useContext } from 'react';
import type { SessionState } from '#shared/contract/session.ts';

export type ReadySession = Extract<SessionState, { status: 'ready' }>;

export const SessionContext = createContext<ReadySession | null>(null);

export function useSession(): ReadySession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no one is signed in');
  return session;
}

/** The person who is signed in: name, role, company. */
export function useIdentity(): ReadySession['identity'] {
  return useSession().identity;
}
