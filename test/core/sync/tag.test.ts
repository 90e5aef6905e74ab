/** An admin changes the dictionary, and a rep's device shows it on the customers it holds, what it wrote offline too. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let admin: TestCore;
let rep: TestCore;

const rules = { isExclusive: true, validDays: 30, asksReason: false };
const change = (input: Parameters<TestCore['api']['dictionary']['change']>[0]) =>
  admin.api.dictionary.change(input);
const lineOf = async (name: string) =>
  (await admin.api.dictionary.list()).tags.find((tag) => tag.name === name)!;
const tagsOf = async (customerId: string) =>
  (await rep.api.customer.get({ customerId })).tags.map((tag) => tag.name);

beforeAll(async () => {
  server = await startCompanyServer();
  admin = createTestCore({ serverUrl: server.url });
  rep = createTestCore({ serverUrl: server.url });
  await admin.signIn('admin');
  await rep.signIn('rep1');
  for (const core of [admin, rep]) await core.settle();
});
afterAll(async () => {
  for (const core of [admin, rep]) await core.remove();
  await server.close();
});

test('made, given, renamed, merged, parted and retired, on the device as on the server', async () => {
  await change({ do: 'createGroup', name: '意向', rules, tags: ['高', '中', '低'] });
  await rep.settle();
  const { customerId } = await rep.api.customer.create({ fields: { name: '王芳' }, tags: ['高'] });
  await rep.settle();
  expect((await rep.api.customer.get({ customerId })).tags[0]!.expiresOn).not.toBeNull();
  expect((await lineOf('高')).customers).toBe(1);

  const { id, version } = await lineOf('高');
  await change({ do: 'change', id, seenVersion: version, group: '意向', name: '很想买' });
  // Written before the device has heard of it, under the name of then.
  const other = (await rep.api.customer.create({ fields: { name: '李雷' }, tags: ['高'] })).customerId;
  await rep.settle();
  expect([await tagsOf(customerId), await tagsOf(other)]).toEqual([['很想买'], ['很想买']]);
  expect((await lineOf('很想买')).customers).toBe(2);
  await expect(change({ do: 'create', group: '意向', name: '低' })).rejects.toMatchObject({
    data: { detail: 'NAME_TAKEN' },
  });

  const low = await lineOf('低');
  const merged = await change({ do: 'merge', id, intoId: low.id });
  await rep.settle();
  expect(await tagsOf(customerId)).toEqual(['低']);
  // Of an exclusive group: what became another makes room like that one.
  await rep.api.customer.addTag({ customerId, name: '中' });
  expect(await tagsOf(customerId)).toEqual(['中']);
  await change({ do: 'unmerge', id, withIds: merged.movedIds });
  await rep.settle();
  expect([await tagsOf(customerId), await tagsOf(other)]).toEqual([['中'], ['很想买']]);

  await change({ do: 'retire', id });
  await rep.settle();
  expect(await tagsOf(other)).toEqual(['很想买']);
  await expect(rep.api.customer.addTag({ customerId, name: '很想买' })).rejects.toMatchObject({
    data: { detail: 'TAG_RETIRED' },
  });
  await expect(rep.api.dictionary.change({ do: 'restore', id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
