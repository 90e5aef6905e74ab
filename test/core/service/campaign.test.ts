/** A campaign of one offer (practice D08): what the preview says, what is planned, and what becomes of it. */
import { describe, expect, test } from 'vitest';
import { createRep, today, type Rep } from './rep.ts';

const dayMs = 86_400_000;

/** A text without days: nobody is told of it but by a campaign. */
function text(rep: Rep, fields: object = {}): string {
  return rep.context.pulled('content_item', {
    scopeId: rep.context.companyScopeId,
    kind: 'promo',
    title: '周年活动',
    body: '{称呼}，周年活动，我是{我}',
    concern: '',
    ordinal: 1,
    offerFromOn: null,
    offerToOn: null,
    offerTag: '',
    offerTiers: [],
    offerProduct: '',
    ...fields,
  });
}

/** Trusts us, answered lately, was cared for three times. */
function friend(rep: Rep, name: string, fields: object = {}): string {
  const card = { name, tier: 'B', addedOn: '2025-01-01', trustStage: 'approved', ...fields } as const;
  const { customerId } = rep.customer.create({ fields: card });
  rep.patrol.log(customerId, { outcome: 'nothing' });
  for (let n = 0; n < 3; n++) {
    rep.touch.log(customerId, {
      kind: 'chat',
      touchClass: 'care',
      body: '',
      replied: true,
      happenedAt: new Date(rep.clock.now() - (10 + n) * dayMs).toISOString(),
    });
  }
  return customerId;
}
/** Promo is at most 15 % of the touches: talks with others make room for it. */
function others(rep: Rep): void {
  for (let n = 0; n < 12; n++) {
    const card = { name: `客${n}`, tier: 'C', addedOn: '2025-01-01' } as const;
    rep.patrol.log(rep.customer.create({ fields: card }).customerId, { outcome: 'nothing' });
  }
}
const limit = (rep: Rep, value: number) =>
  rep.context.pulled('setting', {
    scopeId: rep.context.companyScopeId,
    key: 'campaign.approvalAbove',
    value,
    teamId: null,
    personId: null,
  });
const promos = (rep: Rep) => rep.plan.today().items.filter(({ kind }) => kind === 'PROMO');
const told = (rep: Rep) => promos(rep).map(({ name }) => name);

describe('before it is planned', () => {
  test('the preview says who is kept out and why, how long it takes and when a lead is asked', async () => {
    const rep = createRep();
    const contentId = text(rep, { offerToOn: '2026-03-20' });
    const fit = ['赵一', '钱二', '孙三', '李四', '周五', '吴六'].map((name) => friend(rep, name));
    const out = [
      friend(rep, '郑七', { trustStage: 'acquainted' }),
      friend(rep, '王八', { trustStage: 'acquainted' }),
      friend(rep, '冯九', { consent: 'service_only' }),
    ];
    const stopped = friend(rep, '陈十');
    rep.signal.log(stopped, { kind: 'stop', body: '别发了' });
    const ids = [...fit, ...out, stopped, crypto.randomUUID()];
    expect(await rep.campaign.preview({ ids, contentId })).toEqual({
      chosen: 11,
      missing: 1,
      removed: [
        { code: 'TRUST_TOO_LOW', customers: 2, names: ['王八', '郑七'] },
        { code: 'SERVICE_ONLY', customers: 1, names: ['冯九'] },
        { code: 'SERVICE_FIRST', customers: 1, names: ['陈十'] },
      ],
      recipients: 6,
      ahead: 0,
      days: { days: 2, lastOn: '2026-03-11', perDay: 5 },
      offerToOn: '2026-03-20',
      limit: 50,
      unasked: 0,
      needsApproval: false,
    });
    limit(rep, 5);
    expect(await rep.campaign.preview({ ids, contentId })).toMatchObject({ limit: 5, needsApproval: true });
    expect(rep.count('campaign')).toBe(0);
  });

  test('what cannot be planned is refused, and nothing is written', async () => {
    const rep = createRep();
    const ids = [friend(rep, '赵一', { consent: 'none' })];
    await expect(rep.campaign.plan({ ids, contentId: text(rep) })).rejects.toMatchObject({
      code: 'REFUSED',
      detail: 'NO_RECIPIENTS',
    });
    const ended = text(rep, { offerToOn: '2026-03-09' });
    await expect(rep.campaign.preview({ ids, contentId: ended })).rejects.toMatchObject({
      detail: 'OFFER_NOT_RUNNING',
    });
    const care = text(rep, { kind: 'care' });
    await expect(rep.campaign.preview({ ids, contentId: care })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect([rep.count('campaign'), rep.count('campaign_recipient')]).toEqual([0, 0]);
  });
});

describe('a campaign that stands', () => {
  test('its recipients come onto the list with the offer, and what is done of it counts', async () => {
    const rep = createRep();
    others(rep);
    const contentId = text(rep);
    const ids = ['赵一', '钱二'].map((name) => friend(rep, name, { addressAs: `${name[0]}姐` }));
    friend(rep, '孙三');
    expect(told(rep)).toEqual([]);
    const { id } = await rep.campaign.plan({ ids, contentId });
    expect(told(rep).toSorted()).toEqual(['赵一', '钱二'].toSorted());
    const item = promos(rep).find(({ name }) => name === '赵一')!;
    expect(item).toMatchObject({ subjectText: '周年活动', draft: '赵姐，周年活动，我是王小明' });
    expect(rep.campaign.list()).toMatchObject([
      { id, title: '周年活动', state: 'running', sent: 0, waiting: 2, removed: 0, pending: true },
    ]);

    rep.plan.done(item.id, { kind: 'chat', body: '', replied: null });
    expect(rep.campaign.list()).toMatchObject([{ sent: 1, waiting: 1 }]);
    rep.plan.undo(item.id);
    expect(rep.campaign.list()).toMatchObject([{ sent: 0, waiting: 2 }]);
    rep.plan.skip(item.id, 'no_time');
    expect(rep.campaign.list()).toMatchObject([{ waiting: 2 }]);
    rep.plan.skip(item.id, 'asked_not_now');
    expect(rep.campaign.list()).toMatchObject([{ sent: 0, waiting: 1, removed: 1 }]);
    rep.plan.undo(item.id);
    for (const { id: open } of promos(rep)) rep.plan.done(open, { kind: 'chat', body: '', replied: null });
    expect(rep.campaign.list()).toMatchObject([{ state: 'ended', sent: 2, waiting: 0 }]);
    rep.clock.pass(dayMs);
    expect(rep.campaign.list()).toEqual([]);
    // Told once is enough: who had it is kept out of the next one.
    expect((await rep.campaign.preview({ ids, contentId })).removed).toMatchObject([
      { code: 'TOLD_ALREADY', customers: 2 },
    ]);
  });

  test('each recipient meets filter and guard again on the day', async () => {
    const rep = createRep();
    others(rep);
    const contentId = text(rep);
    const ids = ['赵一', '钱二'].map((name) => friend(rep, name));
    await rep.campaign.plan({ ids, contentId });
    rep.signal.log(ids[0]!, { kind: 'stop', body: '别发了' });
    expect(told(rep)).toEqual(['钱二']);
    expect(rep.plan.hidden(['PROMO'])).toMatchObject([{ name: '赵一', code: 'SERVICE_FIRST' }]);
  });

  test('stopped, gone on with, taken back', async () => {
    const rep = createRep();
    others(rep);
    const contentId = text(rep);
    const ids = ['赵一', '钱二'].map((name) => friend(rep, name));
    const { id } = await rep.campaign.plan({ ids, contentId });
    expect(() => rep.campaign.resume(id)).toThrow('NOT_FOUND');
    rep.campaign.stop(id);
    expect([told(rep), rep.campaign.list()]).toEqual([[], []]);
    expect(() => rep.campaign.stop(id)).toThrow('NOT_FOUND');
    rep.campaign.resume(id);
    expect(told(rep)).toHaveLength(2);
    expect(rep.campaign.list()).toMatchObject([{ state: 'running', waiting: 2 }]);
    rep.campaign.takeBack(id);
    expect([told(rep), rep.campaign.list()]).toEqual([[], []]);
    expect(() => rep.campaign.takeBack(crypto.randomUUID())).toThrow('NOT_FOUND');
    expect((await rep.campaign.preview({ ids, contentId })).recipients).toBe(2);
  });

  test('over when its days are, or those of the offer', async () => {
    const rep = createRep();
    others(rep);
    const [short, long] = [text(rep, { offerToOn: today }), text(rep)];
    const ids = ['赵一', '钱二'].map((name) => friend(rep, name));
    await rep.campaign.plan({ ids: [ids[0]!], contentId: short });
    await rep.campaign.plan({ ids: [ids[1]!], contentId: long });
    expect(told(rep)).toHaveLength(2);
    rep.clock.pass(dayMs);
    expect([told(rep), rep.campaign.list().map(({ waiting }) => waiting)]).toEqual([['钱二'], [1]]);
    rep.clock.pass(30 * dayMs);
    expect([told(rep), rep.campaign.list()]).toEqual([[], []]);
  });

  test('the same offer in small pieces is one; who waits already is not asked for again', async () => {
    const rep = createRep();
    limit(rep, 2);
    const contentId = text(rep);
    const ids = ['赵一', '钱二', '孙三'].map((name) => friend(rep, name));
    const first = await rep.campaign.plan({ ids: ids.slice(0, 2), contentId });
    expect(first.needsApproval).toBe(false);
    expect(await rep.campaign.preview({ ids, contentId })).toMatchObject({
      recipients: 1,
      unasked: 2,
      ahead: 2,
      needsApproval: true,
      removed: [{ code: 'WAITING_ALREADY', customers: 2 }],
    });
    expect(await rep.campaign.preview({ ids: [ids[2]!], contentId: text(rep) })).toMatchObject({
      unasked: 0,
      needsApproval: false,
    });
  });
});

test('above the limit it waits for the lead: nobody is told before, the reason of a refusal is shown', async () => {
  const rep = createRep();
  others(rep);
  limit(rep, 1);
  const contentId = text(rep);
  const ids = ['赵一', '钱二'].map((name) => friend(rep, name));
  const { id } = await rep.campaign.plan({ ids, contentId });
  expect([told(rep), rep.campaign.list()]).toMatchObject([[], [{ state: 'asked', waiting: 2 }]]);
  const { context } = rep;
  const rowsOf = (table: string) => context.db.raw<{ id: string }>(`SELECT * FROM ${table}`);
  const decided = (decision: string, reason: string, approvedBy: string | null) => {
    const by = { decidedAt: new Date(rep.clock.now()).toISOString(), decidedBy: context.identity.personId };
    context.pulled('campaign', {
      ...{ scopeId: context.userScopeId, ...rowsOf('campaign')[0]!, decision, decisionReason: reason },
      ...by,
    });
    for (const row of rowsOf('campaign_recipient'))
      context.pulled('campaign_recipient', { scopeId: context.bookId, ...row, approvedBy });
  };
  decided('refused', '先多关心', null);
  expect(rep.campaign.list()).toMatchObject([
    { id, state: 'refused', decisionReason: '先多关心', decidedBy: '王小明' },
  ]);
  expect(told(rep)).toEqual([]);
  decided('approved', '', context.identity.personId);
  expect(rep.campaign.list()).toMatchObject([{ id, state: 'running', waiting: 2 }]);
  expect(told(rep)).toHaveLength(2);
});

test('customers who came from somebody else bring what was planned for them; it can be stopped', async () => {
  const rep = createRep();
  others(rep);
  const contentId = text(rep);
  const campaignId = crypto.randomUUID();
  for (const name of ['赵一', '钱二'])
    rep.context.pulled('campaign_recipient', {
      scopeId: rep.context.bookId,
      createdBy: crypto.randomUUID(),
      customerId: friend(rep, name),
      ...{ campaignId, contentId, isAsked: false },
    });
  expect(told(rep)).toHaveLength(2);
  expect(rep.campaign.list()).toMatchObject([{ id: campaignId, isInherited: true, waiting: 2 }]);
  rep.campaign.stop(campaignId);
  expect([told(rep), rep.campaign.list()]).toEqual([[], []]);
  rep.campaign.resume(campaignId);
  expect(told(rep)).toHaveLength(2);

  // Whom the former owner told is not asked for again; what nobody answers any more is not shown.
  const told1 = friend(rep, '孙三');
  const from = { scopeId: rep.context.bookId, createdBy: crypto.randomUUID(), contentId };
  const other = { campaignId: crypto.randomUUID(), customerId: told1 };
  const closedAt = new Date(rep.clock.now() - dayMs).toISOString();
  rep.context.pulled('campaign_recipient', { ...from, ...other, isAsked: false, closedAt, outcome: 'sent' });
  expect((await rep.campaign.preview({ ids: [told1], contentId })).removed).toMatchObject([
    { code: 'TOLD_ALREADY' },
  ]);
  const asked = { campaignId: crypto.randomUUID(), customerId: friend(rep, '李四') };
  rep.context.pulled('campaign_recipient', { ...from, ...asked, isAsked: true });
  expect(rep.campaign.list().map(({ id }) => id)).toEqual([campaignId]);
  // Whoever has the customer now may plan it.
  expect(await rep.campaign.preview({ ids: [asked.customerId], contentId })).toMatchObject({
    removed: [],
    recipients: 1,
  });
});

test('a request whose customers all went to somebody else is said to have ended so, until that is known', async () => {
  const rep = createRep();
  others(rep);
  limit(rep, 1);
  const contentId = text(rep);
  const ids = ['赵一', '钱二'].map((name) => friend(rep, name));
  const { id } = await rep.campaign.plan({ ids, contentId });
  // As a split takes them away.
  rep.context.db.raw('DELETE FROM campaign_recipient');
  expect(rep.campaign.list()).toMatchObject([{ id, title: '周年活动', state: 'moved', waiting: 0 }]);
  rep.campaign.stop(id);
  expect(rep.campaign.list()).toEqual([]);
  expect(() => rep.campaign.stop(id)).toThrow('NOT_FOUND');
  rep.campaign.resume(id);
  expect(rep.campaign.list()).toMatchObject([{ id, state: 'moved' }]);
  expect(() => rep.campaign.resume(id)).toThrow('NOT_FOUND');
});
