/** Who is signed in on this device: sign-in, unlocking without a network, sign-out, and the end the server decides. */
import type { z } from 'zod';
import { profile as profileView, type sessionContract, type SessionState } from '#shared/contract/session.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { SignInResponse } from '#shared/protocol/auth.ts';
import { CoreError } from '../core-error.ts';
import { openLocalDb } from '../db/open.ts';
import { deleteMeta, setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { ProfileLock } from '../db/profile-lock.ts';
import type { Limits } from '../server-client/http.ts';
import { askServer, type Credentials } from '../session/ask-server.ts';
import type { KeyKeeper } from '../session/key-keeper.ts';
import {
  createProfileKey,
  isNewProfile,
  openProfileKey,
  openProfileKeyOffline,
  renewPasswordProof,
  type ProfileKey,
} from '../session/profile-key.ts';
import { createProfileStore, type Profile } from '../session/profile-store.ts';
import { startReadySession, type ReadySession } from '../session/ready-session.ts';
import { serverOrigin } from '../session/server-address.ts';
import type { EndReason } from '../sync/loop.ts';

type SignInInput = z.infer<NonNullable<(typeof sessionContract.signIn)['~orpc']['inputSchema']>>;

export interface SessionService {
  get(): SessionState;
  signIn(input: SignInInput): Promise<SessionState>;
  signOut(): Promise<SessionState>;
  /** Throws LOCKED where nobody is signed in. */
  ready(): ReadySession;
}

export interface SessionServiceOptions {
  dataDir: string;
  defaultServerUrl: string;
  appVersion: string;
  platform: string;
  keyKeeper: KeyKeeper;
  clock: Clock;
  timer: Timer;
  log: Logger;
  random: () => number;
  limits?: Partial<Limits>;
  announce: (event: LiveEvent) => void;
}

type Current =
  | { status: 'signed-out' }
  | { status: 'ready'; profile: Profile; session: ReadySession; close: () => Promise<void> }
  | { status: 'ended'; profile: Profile; reason: EndReason };

export function createSessionService(options: SessionServiceOptions): SessionService {
  const { log, keyKeeper, announce } = options;
  const store = createProfileStore(options.dataDir);
  let current: Current = { status: 'signed-out' };
  /** One step at a time: sign-in, sign-out and the end by the server never overlap. */
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => {});
    return result;
  }

  function get(): SessionState {
    if (current.status === 'ready') {
      const { profile, session } = current;
      return {
        status: 'ready',
        identity: session.context.identity,
        profileId: profile.id,
        serverUrl: profile.serverUrl,
        firstDownload: session.firstDownload(),
      };
    }
    if (current.status === 'ended') {
      return { status: 'ended', reason: current.reason, identity: current.profile.identity };
    }
    return {
      status: 'signed-out',
      profiles: store.list().map((profile) => profileView.parse(profile)),
      defaultServerUrl: options.defaultServerUrl,
      keyKeeper: keyKeeper.kind,
    };
  }

  function change(next: Current): SessionState {
    current = next;
    announce({ type: 'session' });
    return get();
  }

  async function leave(): Promise<void> {
    if (current.status === 'ready') await current.close();
    current = { status: 'signed-out' };
  }

  async function signIn(input: SignInInput): Promise<SessionState> {
    await leave();
    const credentials = {
      ...input,
      serverUrl: serverOrigin(input.serverUrl),
      company: input.company.trim().toLowerCase(),
      account: input.account.trim().toLowerCase(),
    };
    const known = store.findByAccount(credentials.company, credentials.account, credentials.serverUrl);
    // Before the server is asked: its answer would replace the token of a core that has the profile open.
    let lock = known && store.lock(known.id);
    try {
      const answer = await ask(credentials, known);
      const profile = answer ? profileOf(answer, credentials.serverUrl) : known!;
      if (profile.id !== known?.id) {
        lock?.release();
        lock = store.lock(profile.id);
      }
      const next = answer
        ? await open(profile, input.password, answer, lock!)
        : await openOffline(profile, input.password, lock!);
      if (next.status !== 'ready') lock!.release();
      return change(next);
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  /** The server's answer to the sign-in; undefined where it cannot be reached and the person is known here. */
  async function ask(
    credentials: Credentials,
    known: Profile | undefined,
  ): Promise<SignInResponse | undefined> {
    try {
      return await askServer(options, credentials);
    } catch (error) {
      if (!known || !(error instanceof CoreError)) throw error;
      if (error.code === 'OFFLINE') return undefined;
      if (error.detail === 'DEVICE_REVOKED' || error.detail === 'ACCOUNT_DISABLED') {
        store.write({ ...known, ended: error.detail });
      }
      throw error;
    }
  }

  async function open(
    profile: Profile,
    password: string,
    answer: SignInResponse,
    lock: ProfileLock,
  ): Promise<Current> {
    const mustExist = store.find(profile.id) !== undefined;
    const key =
      !mustExist && isNewProfile(store, profile.id)
        ? await createProfileKey(store, keyKeeper, profile.id, password)
        : await openProfileKey(store, keyKeeper, profile.id, password);
    await renewPasswordProof(store, profile.id, password);
    return start(profile, key, mustExist, lock, (db) => {
      db.transaction(() => {
        setMeta(db, 'token', answer.token);
        setMeta(db, 'device_epoch', answer.deviceEpoch);
        setMeta(db, 'identity', JSON.stringify(answer.identity));
        setMeta(db, 'company_scope_id', answer.companyScopeId);
        setMeta(db, 'user_scope_id', answer.userScopeId);
      });
      store.write(profile);
    });
  }

  async function openOffline(profile: Profile, password: string, lock: ProfileLock): Promise<Current> {
    const key = await openProfileKeyOffline(store, keyKeeper, profile.id, password);
    if (profile.ended) return { status: 'ended', profile, reason: profile.ended };
    return start(profile, key, true, lock, () => {});
  }

  function start(
    profile: Profile,
    key: ProfileKey,
    mustExist: boolean,
    lock: ProfileLock,
    prepare: (db: LocalDb) => void,
  ): Current {
    const db = openLocalDb({ file: store.dbFile(profile.id), ...key, mustExist, log });
    try {
      prepare(db);
      const session: ReadySession = startReadySession({
        ...options,
        db,
        serverUrl: profile.serverUrl,
        onEnded: (reason) => void inTurn(() => end(session, reason)),
        onIdentity(identity) {
          const { name, role } = identity;
          store.write({ ...profile, name, role, identity });
        },
      });
      const close = async () => {
        await session.close();
        lock.release();
      };
      return { status: 'ready', profile, session, close };
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** The end holds, also where the disk takes no note of it; the next contact with the server says it again. */
  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      log.error({ err: error }, 'session.end_not_noted');
    }
  }

  async function end(session: ReadySession, reason: EndReason): Promise<void> {
    if (current.status !== 'ready' || current.session !== session) return;
    const { profile, close } = current;
    attempt(() => deleteMeta(session.context.db, 'token'));
    await close();
    if (reason !== 'UNAUTHENTICATED') attempt(() => store.write({ ...profile, ended: reason }));
    log.warn({ reason }, 'session.ended');
    change({ status: 'ended', profile, reason });
  }

  return {
    get,
    signIn: (input) => inTurn(() => signIn(input)),
    signOut: () =>
      inTurn(async () => {
        await leave();
        return change({ status: 'signed-out' });
      }),
    ready() {
      if (current.status !== 'ready') throw new CoreError('LOCKED');
      return current.session;
    },
  };
}

function profileOf({ identity }: SignInResponse, serverUrl: string): Profile {
  return {
    id: identity.personId,
    companySlug: identity.companySlug,
    companyName: identity.companyName,
    account: identity.account,
    name: identity.name,
    role: identity.role,
    serverUrl,
    identity,
    ended: null,
  };
}
