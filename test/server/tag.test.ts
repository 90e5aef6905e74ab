/** The tag dictionary (practice C01): admins change it, leads look, and whoever carries a tag follows without being written. */
import { beforeAll, expect, test } from 'vitest';
import { tagGroups, type GroupRules } from '#shared/domain/tag.ts';
import type { Tag } from '#shared/domain/entity/company.ts';
import type { TagLine } from '#shared/protocol/tag.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields } from '#test/support/test-company.ts';
import { codeOf, insert, signIn, type Device } from './device.ts';

const free: GroupRules = { isExclusive: false, validDays: null, asksReason: false };

describeOnBoth('tag dictionary', (maker) => {
  let server: CompanyServer;
  let lead: Device;
  let admin: Device;
  let rep: Device;
  const change = (device: Device, body: object) => device.post('/v1/tag/change', body);
  const rows = async () => (await server.db.selectFrom('tag').selectAll().execute()) as unknown as Tag[];
  const find = async (name: string) => (await rows()).find((tag) => tag.name === name)!;
  async function lines(): Promise<TagLine[]> {
    const { body } = await admin.get('/v1/tag/dictionary');
    return (body as { tags: TagLine[] }).tags;
  }
  async function line(name: string): Promise<TagLine> {
    return (await lines()).find((tag) => tag.name === name)!;
  }
  async function group(name: string, tags: string[], rules = free): Promise<void> {
    expect((await change(admin, { do: 'createGroup', name, rules, tags })).status).toBe(200);
  }

  beforeAll(async () => {
    server = await maker.start({});
    lead = await signIn(server.url, 'lead1');
    admin = await signIn(server.url, 'admin');
    rep = await signIn(server.url, 'rep1');
  });

  test('a group is made with its rules, a tag comes to it and moves, and takes the rules of where it is', async () => {
    const rules = { isExclusive: true, validDays: 30, asksReason: true };
    await group('意向', ['高意向', '低意向'], rules);
    await group('口味', ['茶']);
    const made = await change(admin, { do: 'create', group: '意向', name: '观望' });
    const { id } = made.body as { id: string };
    expect(await find('观望')).toMatchObject({ groupName: '意向', ...rules });
    await change(admin, { do: 'change', id, group: '口味', name: '咖啡' });
    expect(await find('咖啡')).toMatchObject({ id, groupName: '口味', ...free, formerNames: ['观望'] });
    await change(admin, {
      do: 'changeGroup',
      group: '意向',
      name: '购买意向',
      rules: { ...rules, validDays: 60 },
    });
    const groups = tagGroups(await rows());
    expect(groups.map(({ name, rules: own, tags }) => [name, own, tags.map((tag) => tag.name)])).toEqual([
      ['购买意向', { ...rules, validDays: 60 }, ['高意向', '低意向']],
      ['口味', free, ['茶', '咖啡']],
    ]);
    const ids = (await rows()).map((tag) => tag.id);
    await change(admin, { do: 'order', ids: [...new Set([(await find('咖啡')).id, ...ids])] });
    expect(tagGroups(await rows()).map(({ tags }) => tags.map((tag) => tag.name))).toEqual([
      ['咖啡', '茶'],
      ['高意向', '低意向'],
    ]);
  });

  test('a merge takes everybody along and comes back as it was; figures say it before', async () => {
    await group('来处', ['展会', '展厅', '朋友']);
    const [fair, hall, friend] = [await find('展会'), await find('展厅'), await find('朋友')];
    const carried = await carry([fair.id], [fair.id, hall.id], [hall.id]);
    expect([(await line('展会')).customers, (await line('展厅')).customers]).toEqual([2, 2]);
    const days = { fromOn: '2026-03-01', toOn: null };
    const segment = { all: [{ is: 'tag', anyOf: ['展会'] }, { not: { is: 'tier', anyOf: ['C'] } }] };
    for (const offer of [
      { title: '公开日', body: '来坐坐', ...days, tag: '展会' },
      { title: '回访礼', body: '送一份', ...days, tag: '', segment: { name: '展会来的', segment } },
      { title: '给朋友', body: '带朋友来', ...days, tag: '朋友' },
    ])
      expect((await lead.post('/v1/content/save-offer', { id: null, offer })).status).toBe(200);
    const preview = await admin.post('/v1/tag/merge-preview', { id: fair.id, intoId: hall.id });
    expect(preview.body).toEqual({ customers: 2, both: 1, others: 0, offers: 2 });
    await change(admin, { do: 'merge', id: fair.id, intoId: hall.id });
    expect(await line('展厅')).toMatchObject({ customers: 3 });
    expect(await line('展会')).toMatchObject({ mergedIntoId: hall.id });
    // What had become part of it goes along, and comes back along.
    const merged = await change(admin, { do: 'merge', id: hall.id, intoId: friend.id });
    expect(merged.body).toEqual({ id: hall.id, movedIds: [fair.id] });
    expect((await line('朋友')).customers).toBe(3);
    expect(await line('展会')).toMatchObject({ mergedIntoId: friend.id });
    await change(admin, { do: 'unmerge', id: hall.id, withIds: [fair.id] });
    expect(await line('展会')).toMatchObject({ mergedIntoId: hall.id });
    await change(admin, { do: 'unmerge', id: fair.id, withIds: [] });
    expect([(await line('展会')).customers, (await line('展厅')).customers]).toEqual([2, 2]);
    expect(await carriedRows()).toEqual(carried);
  });

  test('a new name goes into the offers that say the old one; the tag retires and returns', async () => {
    await group('项目', ['正畸']);
    const { id, version } = await find('正畸');
    const offer = { title: '公开日', body: '来坐坐', fromOn: '2026-03-01', toOn: null, tag: '正畸' };
    const saved = await lead.post('/v1/content/save-offer', { id: null, offer });
    await change(admin, { do: 'change', id, seenVersion: Number(version), group: '项目', name: '矫正' });
    const found = await server.db.selectFrom('content_item').selectAll().execute();
    expect(found.find((row) => row.id === (saved.body as { id: string }).id)).toMatchObject({
      offerTag: '矫正',
    });
    await change(admin, { do: 'retire', id });
    expect((await find('矫正')).retiredAt).not.toBeNull();
    await change(admin, { do: 'restore', id });
    expect((await find('矫正')).retiredAt).toBeNull();
    const stale = { do: 'change', id, seenVersion: Number(version), group: '项目', name: '箍牙' };
    expect(codeOf(await change(admin, stale))).toBe('STALE');
  });

  test('nobody but an admin changes it, a rep does not see the figures, and no two tags share a name', async () => {
    await group('性格', ['爽快', '谨慎']);
    const before = await rows();
    const [quick, careful] = [await find('爽快'), await find('谨慎')];
    for (const device of [rep, lead])
      expect(codeOf(await change(device, { do: 'retire', id: quick.id }))).toBe('FORBIDDEN');
    expect(codeOf(await rep.get('/v1/tag/dictionary'))).toBe('FORBIDDEN');
    expect((await lead.get('/v1/tag/dictionary')).status).toBe(200);
    const wrong: [object, string][] = [
      [{ do: 'create', group: '性格', name: '爽快' }, 'INVALID'],
      [{ do: 'create', group: '没有', name: '新的' }, 'NOT_FOUND'],
      [{ do: 'create', group: '性格', name: '  ' }, 'INVALID'],
      [{ do: 'create', group: '性格', name: '上\n下' }, 'INVALID'],
      [{ do: 'createGroup', name: '性格', rules: free, tags: ['新的'] }, 'INVALID'],
      [{ do: 'createGroup', name: '新组', rules: { ...free, validDays: 0 }, tags: ['新的'] }, 'INVALID'],
      [{ do: 'createGroup', name: '新组', rules: free, tags: ['新的', '谨慎'] }, 'INVALID'],
      [{ do: 'change', id: quick.id, group: '性格', name: '谨慎' }, 'INVALID'],
      [{ do: 'changeGroup', group: '没有', name: '新组', rules: free }, 'NOT_FOUND'],
      [{ do: 'merge', id: quick.id, intoId: quick.id }, 'INVALID'],
      [{ do: 'merge', id: quick.id, intoId: crypto.randomUUID() }, 'NOT_FOUND'],
      [{ do: 'unmerge', id: careful.id, withIds: [] }, 'NOT_FOUND'],
    ];
    for (const [body, code] of wrong) expect([body, codeOf(await change(admin, body))]).toEqual([body, code]);
    expect(await rows()).toEqual(before);
  });

  const carriedRows = () => server.db.selectFrom('customer_tag').selectAll().orderBy('id').execute();

  /** New customers of the rep, each with the tags of these ids. */
  async function carry(...tagIds: string[][]): Promise<unknown[]> {
    const book = server.company.reps[0].bookId!;
    const writes = tagIds.flatMap((ids) => {
      const customerId = crypto.randomUUID();
      return [
        insert('customer', book, customerFields({}), customerId),
        ...ids.map((tagId) =>
          insert('customer_tag', book, { customerId, tagId, name: 'then', expiresOn: null, reason: '' }),
        ),
      ];
    });
    const { results } = await rep.push(rep.mutation(writes));
    expect(results.map(({ status }) => status)).toEqual(['applied']);
    return carriedRows();
  }
});
