/** Offers of the library (rules.md R5): leads and admins write them, reps do not, and devices pull them. */
import { beforeAll, expect, test } from 'vitest';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { codeOf, signIn, type Device } from './device.ts';

const offer = {
  title: ' 矫正公开日 ',
  body: '{称呼}，周六来坐坐',
  fromOn: '2026-03-01',
  toOn: '2026-03-20',
  tag: '矫正',
};

describeOnBoth('offers of the library', (maker) => {
  let server: CompanyServer;
  let lead: Device;
  let admin: Device;
  let rep: Device;
  const rows = () =>
    server.db.selectFrom('content_item').selectAll().where('kind', '=', 'promo').orderBy('id').execute();
  const save = (device: Device, body: object) => device.post('/v1/content/save-offer', body);

  beforeAll(async () => {
    server = await maker.start({});
    lead = await signIn(server.url, 'lead1');
    admin = await signIn(server.url, 'admin');
    rep = await signIn(server.url, 'rep1');
  });

  test('a lead makes one, an admin changes it, taken away it can be put back; the audit log knows', async () => {
    const made = await save(lead, { id: null, offer });
    expect(made.status).toBe(200);
    const { id } = made.body as { id: string };
    const found = async () => (await rows()).find((row) => row.id === id)!;
    expect(await found()).toMatchObject({
      title: '矫正公开日',
      offerFromOn: '2026-03-01',
      offerToOn: '2026-03-20',
      offerTag: '矫正',
      deletedAt: null,
    });
    const seenVersion = Number((await found()).version);
    await save(admin, { id, seenVersion, offer: { ...offer, title: '公开日', toOn: null } });
    expect(await found()).toMatchObject({ title: '公开日', offerToOn: null });
    expect(codeOf(await save(lead, { id, seenVersion, offer }))).toBe('STALE');
    const segment = { name: ' 沉默的 A ', segment: { all: [{ is: 'tier', anyOf: ['A'] }, { is: 'due' }] } };
    await save(lead, { id, offer: { ...offer, tiers: ['A', 'B', 'A'], product: ' 护理 ', segment } });
    const offerFor = { ...segment, name: '沉默的 A' };
    expect(await found()).toMatchObject({ offerTiers: ['A', 'B'], offerProduct: '护理', offerFor });
    // An older desktop names neither: whom it is for stays.
    await save(lead, { id, offer: { ...offer, title: '公开日', toOn: null } });
    expect(await found()).toMatchObject({ offerTiers: ['A', 'B'], offerProduct: '护理', offerFor });
    expect((await found()).title).toBe('公开日');
    expect(codeOf(await save(lead, { id, offer: { ...offer, segment: { name: 'x', segment: {} } } }))).toBe(
      'INVALID',
    );
    await save(lead, { id, offer: { ...offer, segment: null } });
    expect((await found()).offerFor).toBeNull();
    await save(lead, { id, offer: null });
    expect((await found()).deletedAt).not.toBeNull();
    await save(lead, { id, offer });
    expect(await found()).toMatchObject({ title: '矫正公开日', deletedAt: null });
    const logged = await server.db
      .selectFrom('audit')
      .select('action')
      .where('action', '=', 'content.offer')
      .execute();
    expect(logged).toHaveLength(7);
  });

  test('not a rep, not what is no offer, not without days or with days reversed, not without words', async () => {
    const before = await rows();
    expect(codeOf(await save(rep, { id: null, offer }))).toBe('FORBIDDEN');
    const wrong = [
      { ...offer, fromOn: null, toOn: null },
      { ...offer, fromOn: '2026-03-21' },
      { ...offer, title: '  ' },
      { ...offer, body: '' },
      { ...offer, toOn: '2026-02-30' },
      { ...offer, tiers: ['Z'] },
      { ...offer, levels: ['A'] },
    ];
    for (const each of wrong) expect(codeOf(await save(lead, { id: null, offer: each }))).toBe('INVALID');
    expect(codeOf(await save(lead, { id: null, offer: null }))).toBe('INVALID');
    expect(codeOf(await save(lead, { id: crypto.randomUUID(), offer }))).toBe('NOT_FOUND');
    expect(await rows()).toEqual(before);
  });
});
