/** Sign-in: password, then the device. An unknown account takes the same time and gets the same answer as a wrong one. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { SignInRequest, SignInResponse } from '#shared/protocol/auth.ts';
import type { Db, Trx } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import type { Poker } from '../sync/poke.ts';
import { appendAudit } from './audit.ts';
import {
  endEnrolment,
  enrol,
  isOrdered,
  openHandIn,
  redeemEnrolmentCode,
  renewSession,
  standing,
  type Session,
} from './enrolment.ts';
import { getIdentity } from './identity.ts';
import { Refusal } from './refusal.ts';
import { hashPassword, isPassword, newPassword, type Argon2Cost } from './secret.ts';
import { getServerEpoch } from './server-epoch.ts';
import type { SignInLimit } from './sign-in-limit.ts';

export interface SignInParts {
  db: Db;
  clock: Clock;
  poker: Poker;
  limit: SignInLimit;
  argon2: Argon2Cost;
}

export function createSignIn(parts: SignInParts) {
  const { db, clock, poker, limit } = parts;
  const decoy = hashPassword(newPassword(), parts.argon2);

  /** Throws RATE_LIMITED, BAD_CREDENTIALS, ACCOUNT_DISABLED, ENROLMENT_REQUIRED, BAD_ENROLMENT_CODE. */
  return async function signIn(request: SignInRequest, address: string): Promise<SignInResponse> {
    const attempt = limit.begin(address, `${request.company}/${request.account}`);
    const found = await findAccount(db, request.company, request.account);
    const isRight = await isPassword(found?.passwordHash ?? (await decoy), request.password);
    const account = isRight && isAccount(found) ? found : undefined;
    const outcome = account
      ? await openSession(parts, account, request.device, request.enrolmentCode)
      : badCredentials();
    if (outcome instanceof Refusal) {
      if (outcome.code === 'ENROLMENT_REQUIRED') attempt.forgive();
      else if (found) await auditRefusal(parts, found, outcome.code, address);
      throw outcome;
    }
    const { companyId, personId } = account!;
    attempt.forgive();
    // The stream of the token that this one replaces ends.
    await poker.publish([{ person: personId }]);
    return {
      token: outcome.token,
      identity: await getIdentity(db, companyId, personId),
      companyScopeId: companyId,
      userScopeId: personId,
      deviceEpoch: outcome.deviceEpoch,
      serverEpoch: await getServerEpoch(db),
      serverNow: instantOf(clock),
    };
  };
}

interface Account {
  companyId: string;
  codeRequired: boolean;
  personId: string;
  status: string;
  passwordHash: string;
}

/** The company as typed in, and of it the account, if there is such a one. */
type Found = Pick<Account, 'companyId' | 'codeRequired'> & {
  [K in 'personId' | 'status' | 'passwordHash']: Account[K] | null;
};

function isAccount(found: Found | undefined): found is Account {
  return Boolean(found?.personId && found.status && found.passwordHash);
}

function badCredentials(): Refusal {
  return new Refusal('BAD_CREDENTIALS', 'company, account or password is wrong');
}

function findAccount(db: Db, company: string, account: string): Promise<Found | undefined> {
  return db
    .selectFrom('company as c')
    .leftJoin('person as p', (join) =>
      join.onRef('p.scopeId', '=', 'c.id').on('p.account', '=', account).on('p.deletedAt', 'is', null),
    )
    .leftJoin('personSecret as s', (join) =>
      join.onRef('s.companyId', '=', 'p.scopeId').onRef('s.personId', '=', 'p.id'),
    )
    .select(['c.id as companyId', 'c.codeRequired', 'p.id as personId', 'p.status', 's.passwordHash'])
    .where('c.slug', '=', company)
    .executeTakeFirst();
}

async function openSession(
  { db, clock }: SignInParts,
  account: Account,
  device: SignInRequest['device'],
  code: string | undefined,
): Promise<Session | Refusal> {
  const open = () => db.transaction().execute((trx) => openDevice(trx, clock, account, device, code));
  try {
    return await open();
  } catch (error) {
    // The same new device signed in twice at once: by now it is known.
    if (errorCode(error) !== uniqueViolation) throw error;
    return open();
  }
}

const uniqueViolation = '23505';

/** A known device gets a new token; a new or revoked one is enrolled, with a code where one is asked for. */
async function openDevice(
  trx: Trx,
  clock: Clock,
  account: Account,
  device: SignInRequest['device'],
  code: string | undefined,
): Promise<Session | Refusal> {
  const { companyId, personId } = account;
  // A reset of the password, or the person's leaving, waits for this transaction and then ends the session it made.
  const current = await trx
    .selectFrom('personSecret as s')
    .innerJoin('person as p', (join) =>
      join.onRef('p.scopeId', '=', 's.companyId').onRef('p.id', '=', 's.personId'),
    )
    .select(['s.passwordHash', 'p.status'])
    .where('s.companyId', '=', companyId)
    .where('s.personId', '=', personId)
    .forShare()
    .executeTakeFirst();
  if (current?.passwordHash !== account.passwordHash) return badCredentials();
  const known = await trx
    .selectFrom('device')
    .select('status')
    .where('companyId', '=', companyId)
    .where('id', '=', device.id)
    .forUpdate()
    .executeTakeFirst();
  const enrolments = await trx
    .selectFrom('enrolment')
    .select(['id', 'status'])
    .where('companyId', '=', companyId)
    .where('deviceId', '=', device.id)
    .where('personId', '=', personId)
    .where('status', '<>', 'ended')
    .execute();
  const draining = enrolments.find(({ status }) => status === 'draining');
  const refuse = async (refusal: 'ACCOUNT_DISABLED' | 'ENROLMENT_REQUIRED', message: string) =>
    new Refusal(refusal, message, undefined, draining && (await openHandIn(trx, companyId, draining.id)));
  if (current.status !== 'active') return refuse('ACCOUNT_DISABLED', 'the account is disabled');
  const enrolment = enrolments.find(({ status }) => standing.includes(status));
  // The audit comes last, as in every command, so that two transactions never wait for each other in a ring.
  const audit = (action: string) =>
    appendAudit(trx, clock, { companyId, actorId: personId, action, detail: { deviceId: device.id } });
  if (enrolment && known?.status === 'active') {
    const session = await renewSession(trx, companyId, enrolment.id, device.orderToken);
    await audit('sign_in');
    return session;
  }
  const wasShutOut = known?.status === 'revoked' || enrolments.some(({ status }) => isOrdered(status));
  const needsCode = account.codeRequired || wasShutOut;
  if (needsCode && !code) return refuse('ENROLMENT_REQUIRED', 'this device needs an enrolment code');
  if (needsCode && !(await redeemEnrolmentCode(trx, clock, companyId, personId, code ?? ''))) {
    return new Refusal('BAD_ENROLMENT_CODE', 'the enrolment code is wrong, used or too old');
  }
  // Of a device that nobody knew there is none to end but that of the same sign-in, made at the same time.
  if (known) await endEnrolment(trx, companyId, personId, device.id);
  const session = await enrol(trx, clock, companyId, personId, device);
  await audit('device.enrol');
  return session;
}

/** Nothing that was typed in: people put their password where the account belongs. */
function auditRefusal(parts: SignInParts, found: Found, code: string, address: string): Promise<void> {
  return parts.db.transaction().execute((trx) =>
    appendAudit(trx, parts.clock, {
      companyId: found.companyId,
      actorId: found.personId,
      action: 'refused',
      detail: { route: '/v1/auth/sign-in', code, address },
    }),
  );
}
