import { expect, test } from 'vitest';
import { serverOrigin } from '#core/session/server-address.ts';

test.each([
  ['company.example', 'https://company.example'],
  [' https://company.example/ ', 'https://company.example'],
  ['company.example:8443', 'https://company.example:8443'],
  ['127.0.0.1:7420', 'http://127.0.0.1:7420'],
  ['localhost:7420', 'http://localhost:7420'],
  ['http://[::1]:7420', 'http://[::1]:7420'],
])('%s means %s', (typed, origin) => {
  expect(serverOrigin(typed)).toBe(origin);
});

test.each([
  ['http://company.example', 'INSECURE_ADDRESS'],
  ['http://127.0.0.1.example', 'INSECURE_ADDRESS'],
  ['http://localhost.example', 'INSECURE_ADDRESS'],
  ['http://10.0.0.1', 'INSECURE_ADDRESS'],
  ['ftp://company.example', 'BAD_ADDRESS'],
  ['javascript://company.example', 'BAD_ADDRESS'],
  ['https://user:pw@company.example', 'BAD_ADDRESS'],
  ['https://company.example/?a=1', 'BAD_ADDRESS'],
  ['https://company.example/path', 'BAD_ADDRESS'],
  ['', 'BAD_ADDRESS'],
  ['not an address', 'BAD_ADDRESS'],
])('%s is refused as %s', (typed, detail) => {
  expect(() => serverOrigin(typed)).toThrow(`REFUSED ${detail}`);
});
