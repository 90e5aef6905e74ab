/** Sign-in: password, then the device. An unknown account takes the same time and gets the same answer as a wrong one. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { SignInRequest, SignInResponse } from '#shared/protocol/auth.ts';
import type { Db, Trx } from '../db/database.ts';
import type { Poker } from '../sync/poke.ts';
import { appendAudit } from './audit.ts';
import { enrol, redeemEnrolmentCode, renewSession, type Session } from './enrolment.ts';
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
  const { db, clock, limit } = parts;
  const decoy = hashPassword(newPassword(), parts.argon2);

  /** Throws RATE_LIMITED, BAD_CREDENTIALS, ACCOUNT_DISABLED, ENROLMENT_REQUIRED, BAD_ENROLMENT_CODE. */
  return async function signIn(request: SignInRequest, address: string): Promise<SignInResponse> {
    const attempt = limit.begin(address, `${request.company}/${request.account}`);
    const account = await findAccount(db, request.company, request.account);
    const isRight = await isPassword(account?.passwordHash ?? (await decoy), request.password);
    if (!account?.personId || !isRight || !account.passwordHash) {
      if (account) await auditRefusal(parts, account, 'BAD_CREDENTIALS');
      throw new Refusal('BAD_CREDENTIALS', 'company, account or password is wrong');
    }
    if (account.status !== 'active') {
      await auditRefusal(parts, account, 'ACCOUNT_DISABLED');
      throw new Refusal('ACCOUNT_DISABLED', 'the account is disabled');
    }
    const outcome = await db
      .transaction()
      .execute((trx) => openSession(trx, clock, account, request.device, request.enrolmentCode));
    if (outcome instanceof Refusal) {
      if (outcome.code === 'ENROLMENT_REQUIRED') attempt.forgive();
      else await auditRefusal(parts, account, outcome.code);
      throw outcome;
    }
    attempt.forgive();
    // The stream of the token that this one replaces ends.
    await parts.poker.publish([{ person: account.personId }]);
    return {
      token: outcome.token,
      identity: await getIdentity(db, account.companyId, account.personId),
      companyScopeId: account.companyId,
      userScopeId: account.personId,
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
  passwordHash: string | null;
}

function findAccount(db: Db, company: string, account: string): Promise<Account | undefined> {
  return db
    .selectFrom('company as c')
    .innerJoin('person as p', 'p.scopeId', 'c.id')
    .leftJoin('personSecret as s', (join) =>
      join.onRef('s.companyId', '=', 'p.scopeId').onRef('s.personId', '=', 'p.id'),
    )
    .select(['c.id as companyId', 'c.codeRequired', 'p.id as personId', 'p.status', 's.passwordHash'])
    .where('c.slug', '=', company)
    .where('p.account', '=', account)
    .where('p.deletedAt', 'is', null)
    .executeTakeFirst();
}

/** A known device gets a new token; a new or revoked one is enrolled, with a code where one is asked for. */
async function openSession(
  trx: Trx,
  clock: Clock,
  account: Account,
  device: SignInRequest['device'],
  code: string | undefined,
): Promise<Session | Refusal> {
  const { companyId, personId } = account;
  const known = await trx
    .selectFrom('device')
    .select('status')
    .where('companyId', '=', companyId)
    .where('id', '=', device.id)
    .forUpdate()
    .executeTakeFirst();
  const enrolment = await trx
    .selectFrom('enrolment')
    .select('id')
    .where('companyId', '=', companyId)
    .where('deviceId', '=', device.id)
    .where('personId', '=', personId)
    .where('status', 'in', ['active', 'signed_out'])
    .executeTakeFirst();
  const event = { companyId, actorId: personId };
  if (enrolment && known?.status === 'active') {
    await appendAudit(trx, clock, { ...event, action: 'sign_in', detail: { deviceId: device.id } });
    return renewSession(trx, companyId, enrolment.id);
  }
  const needsCode = account.codeRequired || known?.status === 'revoked';
  if (needsCode && !code) return new Refusal('ENROLMENT_REQUIRED', 'this device needs an enrolment code');
  if (needsCode && !(await redeemEnrolmentCode(trx, clock, companyId, personId, code ?? ''))) {
    return new Refusal('BAD_ENROLMENT_CODE', 'the enrolment code is wrong, used or too old');
  }
  await appendAudit(trx, clock, { ...event, action: 'device.enrol', detail: { deviceId: device.id } });
  return enrol(trx, clock, companyId, personId, device);
}

function auditRefusal(parts: SignInParts, account: Account, code: string): Promise<void> {
  return parts.db.transaction().execute((trx) =>
    appendAudit(trx, parts.clock, {
      companyId: account.companyId,
      actorId: account.personId,
      action: 'refused',
      detail: { route: '/v1/auth/sign-in', code },
    }),
  );
}
