/** What a core has open, and how that is told to the page. */
import { profile as profileView, type SessionState } from '#shared/contract/session.ts';
import type { ProfileLock } from '../db/profile-lock.ts';
import type { EndReason } from '../sync/loop.ts';
import type { Handover } from './handover.ts';
import type { KeyKeeper } from './key-keeper.ts';
import type { Profile, ProfileStore } from './profile-store.ts';
import { findRecovered } from './recovery.ts';
import type { ReadySession } from './ready-session.ts';

/** The reasons after which the company decides what becomes of the file. */
export type OrderReason = Extract<EndReason, 'DEVICE_REVOKED' | 'ACCOUNT_DISABLED'>;

export type Current =
  | { status: 'signed-out' }
  | { status: 'ready'; profile: Profile; session: ReadySession; lock: ProfileLock }
  | { status: 'kept'; profile: Profile; reason: EndReason; unsent: number }
  | { status: 'handover'; profile: Profile; reason: OrderReason; handover: Handover };

export interface StateOptions {
  store: ProfileStore;
  defaultServerUrl: string;
  keyKeeper: KeyKeeper;
}

export function stateOf(
  current: Current,
  { store, defaultServerUrl, keyKeeper }: StateOptions,
): SessionState {
  switch (current.status) {
    case 'ready':
      return readyState(current.profile, current.session);
    case 'kept': {
      const { reason, unsent, profile } = current;
      // A profile that is not open may be wiped at any time.
      const handover = store.find(profile.id) ? 'kept' : 'wiped';
      return { status: 'ended', reason, handover, unsent, identity: profile.identity };
    }
    case 'handover': {
      const { reason, profile, handover } = current;
      return { status: 'ended', reason, ...handover.state(), identity: profile.identity };
    }
    case 'signed-out':
      return {
        status: 'signed-out',
        profiles: store.list().map((profile) => profileView.parse(profile)),
        defaultServerUrl,
        keyKeeper: keyKeeper.kind,
      };
  }
}

function readyState(profile: Profile, session: ReadySession): SessionState {
  const { identity } = session.context;
  if (session.isLocked()) {
    return { status: 'locked', identity, lastContactAt: session.lastContactAt(), unsent: session.unsent() };
  }
  return {
    status: 'ready',
    identity,
    profileId: profile.id,
    serverUrl: profile.serverUrl,
    firstDownload: session.firstDownload(),
    recovered: findRecovered(session.context.db),
  };
}
