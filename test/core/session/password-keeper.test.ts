import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { passwordKeeper } from '#core/session/password-keeper.ts';

const key = randomBytes(32);
const password = '正确的密码 correct';

test('the key comes back with the same password, and with no other', async () => {
  const wrapped = await passwordKeeper.wrap(key, { password });
  expect(wrapped).toMatch(/^scrypt-17\./);
  expect(await passwordKeeper.unwrap(wrapped, { password })).toEqual(key);
  await expect(passwordKeeper.unwrap(wrapped, { password: `${password} ` })).rejects.toThrow('WRONG_KEY');
});

test('two wraps of one key have nothing in common', async () => {
  const [a, b] = await Promise.all([1, 2].map(() => passwordKeeper.wrap(key, { password })));
  expect(
    a!
      .split('.')
      .slice(1)
      .filter((part) => b!.includes(part)),
  ).toEqual([]);
});

test('a changed or foreign text is no key', async () => {
  const wrapped = await passwordKeeper.wrap(key, { password });
  const parts = wrapped.split('.');
  const flipped = Buffer.from(parts[3]!, 'base64url').map((byte, place) => (place === 5 ? byte ^ 1 : byte));
  const changed = [...parts.slice(0, 3), Buffer.from(flipped).toString('base64url')].join('.');
  for (const text of [changed, '', 'scrypt-17', 'scrypt-99.a.b.c', 'argon2.a.b.c']) {
    await expect(passwordKeeper.unwrap(text, { password })).rejects.toThrow('WRONG_KEY');
  }
});
