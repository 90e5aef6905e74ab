/** The online half of a sign-in. */
import { hostname } from 'node:os';
import type { Timer } from '#shared/lib/timer.ts';
import { signInResponse, type SignInRequest, type SignInResponse } from '#shared/protocol/auth.ts';
import type { ErrorCode } from '#shared/protocol/error.ts';
import { CoreError } from '../core-error.ts';
import type { Limits } from '../server-client/http.ts';
import { createServerClient } from '../server-client/server-client.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import { serverOrigin } from './server-address.ts';

export interface AskOptions {
  appVersion: string;
  platform: string;
  timer: Timer;
  limits?: Partial<Limits>;
}

export interface Credentials {
  serverUrl: string;
  company: string;
  account: string;
  password: string;
  enrolmentCode?: string | undefined;
}

/** What a person typed, as the server is asked. Throws REFUSED BAD_ADDRESS or INSECURE_ADDRESS. */
export function credentialsOf(typed: Credentials): Credentials {
  const { serverUrl, company, account, password, enrolmentCode } = typed;
  return {
    serverUrl: serverOrigin(serverUrl),
    company: company.trim().toLowerCase(),
    account: account.trim().toLowerCase(),
    password,
    enrolmentCode,
  };
}

/** As what this device signs in: the id, and the token that lets it ask for orders. */
export interface DeviceCredentials {
  deviceId: string;
  orderToken: string;
}

/** Refusals of a sign-in that the person can do something about; others are passed on as SERVER. */
const refusals: readonly ErrorCode[] = [
  'BAD_CREDENTIALS',
  'ENROLMENT_REQUIRED',
  'BAD_ENROLMENT_CODE',
  'RATE_LIMITED',
  'PROTOCOL_TOO_OLD',
];

/** Throws REFUSED or SERVER with the server's code; OFFLINE where the server cannot be reached. */
export async function askServer(
  options: AskOptions,
  credentials: Credentials,
  { deviceId, orderToken }: DeviceCredentials,
): Promise<SignInResponse> {
  const { serverUrl, company, account, password, enrolmentCode } = credentials;
  const client = createServerClient({
    serverUrl,
    timer: options.timer,
    token: () => undefined,
    limits: options.limits,
  });
  const request: SignInRequest = {
    company,
    account,
    password,
    device: {
      id: deviceId,
      name: hostname().slice(0, 100),
      platform: options.platform,
      appVersion: options.appVersion,
      orderToken,
    },
    ...(enrolmentCode ? { enrolmentCode } : {}),
  };
  try {
    return await client.post('/v1/auth/sign-in', request, signInResponse);
  } catch (error) {
    if (error instanceof UnreachableError) throw new CoreError('OFFLINE', error.reason, { cause: error });
    if (!(error instanceof ServerError)) throw error;
    const kind = refusals.includes(error.code) ? 'REFUSED' : 'SERVER';
    throw new CoreError(kind, error.code, { cause: error });
  }
}
