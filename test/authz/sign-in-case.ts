/** Signing in as a door: who guesses, who comes back, and codes that are used, old, guessed or somebody else's. */
import { codeOf, send, signInBody, type SignInOptions } from '#test/server/device.ts';
import { codeLifeMs } from '#server/domain/enrolment.ts';
import type { Cast } from './cast.ts';
import { idOf } from './place.ts';
import { makePerson } from './fresh.ts';

export async function checkSignIn(cast: Cast): Promise<void> {
  const { server, recorder, admin, clock, principals } = cast;
  const knock = async (account: string, options: SignInOptions) => {
    const answer = await send(server.url, '/v1/auth/sign-in', { body: signInBody(account, options) });
    if (answer.status >= 400) recorder.answer('nobody', '/v1/auth/sign-in', answer.text, true);
    else recorder.keepSecret((answer.body as { token: string }).token);
    return answer;
  };
  const holds = async (
    what: string,
    account: string,
    options: SignInOptions,
    expected: string | undefined,
  ) => {
    const answer = await knock(account, options);
    recorder.check(
      `signing in ${what} is ${expected ?? 'allowed'}`,
      codeOf(answer) === expected,
      answer.status,
    );
  };
  const codeFor = async (personId: string) => {
    const answer = await admin.post('/v1/admin/enrolment-code', { personId });
    const { code } = answer.body as { code: string };
    recorder.keepSecret(code);
    return code;
  };

  const wrong = await Promise.all([
    knock('rep9', { password: 'wrong' }),
    knock('no-such-account', {}),
    knock('rep9', { company: 'nowhere' }),
    // The right password of a person of the same account elsewhere opens only that company's door.
    knock('rep9', { company: 'other', password: 'wrong' }),
  ]);
  recorder.check(
    '[AUTH2] whatever is wrong, the answer is one and the same',
    new Set(wrong.map(({ text }) => text)).size === 1,
  );

  await holds('as one who left', 'rep4', {}, 'ACCOUNT_DISABLED');
  for (const name of ['draining', 'wiping'] as const) {
    const { device, home } = principals.find((principal) => principal.name === name)!;
    await holds(`on the ${name} device`, home.account, { deviceId: device!.deviceId }, 'ENROLMENT_REQUIRED');
    await holds(
      `on the ${name} device with a guess`,
      home.account,
      { deviceId: device!.deviceId, enrolmentCode: 'AAAAAAAA' },
      'BAD_ENROLMENT_CODE',
    );
  }

  const password = 'long enough to be one';
  const person = await makePerson(cast, { role: 'rep', teamId: idOf('team', 1, 1) });
  const other = await makePerson(cast, { role: 'rep', teamId: idOf('team', 1, 1) });
  await admin.post('/v1/admin/enrolment-policy', { codeRequired: true });
  const { account } = person;
  await holds('on a new device without a code', account, { password }, 'ENROLMENT_REQUIRED');
  await holds('with a guessed code', account, { password, enrolmentCode: '22222222' }, 'BAD_ENROLMENT_CODE');
  await holds(
    'with the code of another person',
    account,
    { password, enrolmentCode: await codeFor(other.personId) },
    'BAD_ENROLMENT_CODE',
  );
  const replaced = await codeFor(person.personId);
  const code = await codeFor(person.personId);
  await holds(
    'with a code that was replaced',
    account,
    { password, enrolmentCode: replaced },
    'BAD_ENROLMENT_CODE',
  );
  await holds(
    'with a wrong password and the right code',
    account,
    { password: 'wrong', enrolmentCode: code },
    'BAD_CREDENTIALS',
  );
  const deviceId = crypto.randomUUID();
  await holds('with the right code', account, { password, enrolmentCode: code, deviceId }, undefined);
  await holds('with the code again', account, { password, enrolmentCode: code }, 'BAD_ENROLMENT_CODE');
  await holds(
    'on the device that is enrolled now, without a code',
    account,
    { password, deviceId },
    undefined,
  );
  // A device another person is enrolled on is new to this one.
  await holds('on the device of another person', other.account, { password, deviceId }, 'ENROLMENT_REQUIRED');
  const late = await codeFor(other.personId);
  clock.forward(codeLifeMs);
  await holds(
    'with a code after ten minutes',
    other.account,
    { password, enrolmentCode: late },
    'BAD_ENROLMENT_CODE',
  );
  await admin.post('/v1/admin/enrolment-policy', { codeRequired: false });

  const guesses = [];
  for (let guess = 0; guess < 12; guess++)
    guesses.push(codeOf(await knock(other.account, { password: `wrong ${guess}` })));
  recorder.check('[AUTH6] guessing is slowed down', guesses.at(-1) === 'RATE_LIMITED', guesses);
}
