/** Who is signed in on this device: sign-in, unlocking without a network, sign-out, and the end the server decides. */
import type { z } from 'zod';
import type { sessionContract, SessionState } from '#shared/contract/session.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { SignInResponse } from '#shared/protocol/auth.ts';
import type { HandIn } from '#shared/protocol/error.ts';
import { CoreError } from '../core-error.ts';
import { deleteMeta, findMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { ProfileLock } from '../db/profile-lock.ts';
import type { FailPoint } from '../fail-point.ts';
import type { Limits } from '../server-client/http.ts';
import { askServer, credentialsOf, type Credentials, type DeviceCredentials } from '../session/ask-server.ts';
import { deviceIdOf, renewDeviceId } from '../session/device.ts';
import { newOrderToken, type ConnectOrders } from '../session/device-orders.ts';
import { startHandover } from '../session/handover.ts';
import type { KeyKeeper } from '../session/key-keeper.ts';
import { createProfileOpener } from '../session/open-profile.ts';
import { profileOf, type Profile, type ProfileStore } from '../session/profile-store.ts';
import { startReadySession, type ReadySession } from '../session/ready-session.ts';
import { findOrderedEnd, type OrderedEnd } from '../session/ordered-end.ts';
import { finishRecoveries } from '../session/recovered-files.ts';
import { dismissRecovered, isUnopened, recoverProfile } from '../session/recovery.ts';
import { stateOf, type Current, type OrderReason } from '../session/session-state.ts';
import type { Wiper } from '../session/wiper.ts';
import type { EndReason } from '../sync/loop.ts';
import { countUnsent } from '../sync/outbox.ts';

type Input<Name extends 'signIn' | 'recover'> = z.infer<
  NonNullable<(typeof sessionContract)[Name]['~orpc']['inputSchema']>
>;

export interface SessionService {
  get(): SessionState;
  signIn(input: Input<'signIn'>): Promise<SessionState>;
  /** Signs in with a new file where the profile's own cannot be opened. */
  recover(input: Input<'recover'>): Promise<SessionState>;
  dismissRecovered(): SessionState;
  /** Tries to reach the server now, whatever waits for it. */
  contact(): Promise<SessionState>;
  signOut(): Promise<SessionState>;
  /** Throws LOCKED where nobody is signed in, or the lease ran out. */
  ready(): ReadySession;
  /** This service has the profile open, or is handing it over. */
  isOpen(profileId: string): boolean;
}

export interface SessionServiceOptions {
  dataDir: string;
  defaultServerUrl: string;
  appVersion: string;
  platform: string;
  keyKeeper: KeyKeeper;
  clock: Clock;
  timer: Timer;
  monotonic: () => number;
  log: Logger;
  random: () => number;
  limits?: Partial<Limits>;
  failPoint: FailPoint;
  store: ProfileStore;
  wiper: Wiper;
  connect: ConnectOrders;
  announce: (event: LiveEvent) => void;
}

export function createSessionService(options: SessionServiceOptions): SessionService {
  const { dataDir, clock, log, store, announce } = options;
  const opener = createProfileOpener(options);
  let current: Current = { status: 'signed-out' };
  /** One step at a time: sign-in, sign-out and the end by the server never overlap. */
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => {});
    return result;
  }

  const get = () => stateOf(current, options);

  function change(next: Current): SessionState {
    current = next;
    announce({ type: 'session' });
    return get();
  }

  async function leave(): Promise<void> {
    if (current.status === 'ready') {
      await current.session.close();
      current.lock.release();
    }
    if (current.status === 'handover') await current.handover.stop();
    current = { status: 'signed-out' };
  }

  async function signIn(input: Input<'signIn'>): Promise<SessionState> {
    await leave();
    finishRecoveries(options);
    const credentials = credentialsOf(input);
    const known = store.findByAccount(credentials.company, credentials.account, credentials.serverUrl);
    // Before the server is asked: its answer would replace the token of a core that has the profile open.
    let lock = known && store.lock(known.id);
    try {
      const device = deviceFor(known, credentials.serverUrl);
      const answer = await ask(credentials, device, known);
      if (answer !== 'OFFLINE' && 'reason' in answer) {
        const db = await opener.ifPossible(known!, input.password);
        return change(handOver(known!, answer.reason, db, lock!, answer.handIn));
      }
      const profile = answer === 'OFFLINE' ? known! : profileOf(answer, credentials.serverUrl);
      if (profile.id !== known?.id) {
        lock?.release();
        await options.wiper.makeRoom(profile.id, new AbortController().signal);
        lock = store.lock(profile.id);
      }
      if (answer !== 'OFFLINE') {
        const db = await opener.signedIn({ profile, password: input.password, answer, device });
        return await begin(profile, db, lock!, true);
      }
      const db = await opener.offline(profile, input.password);
      if (profile.ended) return change(handOver(profile, profile.ended, db, lock!));
      return await begin(profile, db, lock!, false);
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  /** Only what no sign-in can open is replaced, and only once the server has taken this device as a new one. */
  async function recover(input: Input<'recover'>): Promise<SessionState> {
    try {
      return await signIn(input);
    } catch (error) {
      if (!isUnopened(error)) throw error;
    }
    const credentials = credentialsOf(input);
    const device = { deviceId: uuidv7(clock), orderToken: newOrderToken() };
    const answer = await askServer(options, credentials, device);
    const profile = profileOf(answer, credentials.serverUrl);
    const lock = store.lock(profile.id);
    try {
      const db = await recoverProfile(options, { ...input, profile, answer, device });
      return await begin(profile, db, lock, true);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** The order token is kept as long as the enrolment it belongs to; a device of another id enrols anew. */
  function deviceFor(known: Profile | undefined, serverUrl: string): DeviceCredentials {
    const deviceId = deviceIdOf(dataDir, clock);
    const order = known && store.findOrder(known.id);
    const isSame = order?.deviceId === deviceId && order.serverUrl === serverUrl;
    return { deviceId, orderToken: isSame ? order.token : newOrderToken() };
  }

  /** The server's answer; of a known person also that it cannot be reached, or has ended this device. */
  async function ask(
    credentials: Credentials,
    device: DeviceCredentials,
    known: Profile | undefined,
  ): Promise<SignInResponse | 'OFFLINE' | OrderedEnd> {
    try {
      return await askServer(options, credentials, device);
    } catch (error) {
      if (!known || !(error instanceof CoreError)) throw error;
      // A program too old to be served opens what it has, hands it in and takes no more edits (SPEC VERSION4).
      if (error.code === 'OFFLINE' || error.detail === 'PROTOCOL_TOO_OLD') return 'OFFLINE';
      const isOwn = known.serverUrl === credentials.serverUrl;
      const end = isOwn ? await findOrderedEnd(options, known.id, error) : undefined;
      if (!end) throw error;
      noteEnd(known, end.reason);
      return end;
    }
  }

  /** A lease that ran out is renewed by the sign-in's first round, so that nobody sees a locked page in between. */
  async function begin(
    profile: Profile,
    db: LocalDb,
    lock: ProfileLock,
    isOnline: boolean,
  ): Promise<SessionState> {
    const session = start(profile, db);
    if (isOnline && session.isLocked()) await session.contact();
    return change({ status: 'ready', profile, session, lock });
  }

  function start(profile: Profile, db: LocalDb): ReadySession {
    try {
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
      return session;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  function handOver(
    profile: Profile,
    reason: OrderReason,
    db: LocalDb | undefined,
    lock: ProfileLock,
    handIn?: HandIn,
  ): Current {
    const handover = startHandover({
      ...options,
      profileId: profile.id,
      db,
      lock,
      handIn,
      company: store.findOrder(profile.id),
      onChange: () => announce({ type: 'session' }),
    });
    return { status: 'handover', profile, reason, handover };
  }

  /** The end holds, also where the disk takes no note of it; the next contact with the server says it again. */
  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      log.error({ err: error }, 'session.end_not_noted');
    }
  }

  function noteEnd(profile: Profile, reason: OrderReason): void {
    attempt(() => store.write({ ...profile, ended: reason }));
  }

  async function end(session: ReadySession, reason: EndReason): Promise<void> {
    if (current.status !== 'ready' || current.session !== session) return;
    const { lock } = current;
    const { db, identity } = session.context;
    const profile = { ...current.profile, identity };
    log.warn({ reason }, 'session.ended');
    await session.stop();
    if (reason === 'DEVICE_REVOKED' || reason === 'ACCOUNT_DISABLED') {
      noteEnd(profile, reason);
      change(handOver(profile, reason, db, lock));
      return;
    }
    if (reason === 'DEVICE_FORKED') {
      attempt(() => renewDeviceId(dataDir, clock, findMeta(db, 'device_id')));
      // The other copy has the same token, and must not be answered for.
      attempt(() => store.dropOrder(profile.id));
    }
    attempt(() => deleteMeta(db, 'token'));
    const unsent = countUnsent(db);
    await session.close();
    lock.release();
    change({ status: 'kept', profile, reason, unsent });
  }

  return {
    get,
    signIn: (input) => inTurn(() => signIn(input)),
    recover: (input) => inTurn(() => recover(input)),
    dismissRecovered() {
      if (current.status !== 'ready') throw new CoreError('LOCKED');
      dismissRecovered(current.session.context.db);
      announce({ type: 'session' });
      return get();
    },
    async contact() {
      if (current.status === 'ready') await current.session.contact();
      if (current.status === 'handover') await current.handover.contact();
      // What the contact brought about, such as the end of the session, comes first.
      return inTurn(() => Promise.resolve(get()));
    },
    signOut: () =>
      inTurn(async () => {
        await leave();
        return change({ status: 'signed-out' });
      }),
    ready() {
      if (current.status !== 'ready' || current.session.isLocked()) throw new CoreError('LOCKED');
      return current.session;
    },
    isOpen(profileId) {
      return (
        (current.status === 'ready' || current.status === 'handover') && current.profile.id === profileId
      );
    },
  };
}
