/** Deals and what becomes of them, the WeChat account of a person with its groups, and screenshots of what customers posted. */
import { dealStages, lossReasons } from '#shared/domain/entity/deal.ts';
import { png } from '#test/support/picture.ts';
import type { LocalWrite } from '#core/local-write.ts';
import { dbOf, type Device } from './device.ts';
import { customer, edit, newId, pick } from './edit-operation.ts';
import { hashOf } from './file-check.ts';
import type { Operation } from './operation.ts';
import type { Scene } from './scene.ts';

const day = '2026-02-20';

export const salesOperations = {
  deal: edit(3, (api, scene, device, a, b) => {
    const what = b % 8;
    const where = what === 7 ? 'deleted_at IS NOT NULL' : 'deleted_at IS NULL';
    const id = pick(device, `SELECT id FROM deal WHERE ${where} ORDER BY id`, a);
    const customerId = customer(device, a);
    const deal = {
      product: scene.text('product'),
      amountFen: 100 * b,
      marginFen: null,
      stage: dealStages[a % dealStages.length]!,
      expectedOn: null,
    };
    if (what < 2 || !id) return customerId && api.deal.create({ customerId, deal });
    const order = { product: deal.product, quantity: 1, paidFen: 100, marginFen: 0, orderedOn: day };
    switch (what) {
      case 2:
        return api.deal.patch({ id, deal });
      case 3:
        return api.deal.setStage({ id, stage: deal.stage });
      case 4:
        return api.deal.win({ id, order });
      case 5:
        return api.deal.lose({ id, reason: lossReasons[a % lossReasons.length]! });
      case 6: {
        const order =
          "SELECT id FROM customer_order WHERE deleted_at IS NULL AND product LIKE 'product%' ORDER BY id";
        return api.deal.reopen({ id, orderId: (a % 2 && pick(device, order, a)) || null });
      }
      default:
        return a % 2 ? api.deal.restore({ id }) : api.deal.delete({ id });
    }
  }),
  /** One offer for a few, for whom a lead may be asked; stopped, gone on with, taken back. */
  campaign: edit(2, (api, scene, device, a, b) => {
    const id = pick(device, 'SELECT id FROM campaign ORDER BY id', a);
    switch (b % 5) {
      case 2:
        return id && api.campaign.stop({ id });
      case 3:
        return id && api.campaign.resume({ id });
      case 4:
        return id && api.campaign.takeBack({ id });
      default:
        return planCampaign(scene, device, 1 + (a % 3), b % 2 === 0);
    }
  }),
  /** Rows that are the person's, not a book's: every device of the person has them, and no successor. */
  account: edit(2, (api, scene, device, a, b) => {
    const add = pick(device, 'SELECT id FROM friend_add WHERE deleted_at IS NULL ORDER BY id', a);
    const group = pick(device, 'SELECT id FROM group_chat WHERE deleted_at IS NULL ORDER BY id', a);
    switch (b % 6) {
      case 0:
        return api.account.setOpenedOn({ openedOn: a % 3 ? `2025-0${1 + (a % 9)}-01` : null });
      case 1:
        return api.account.add({ direction: a % 2 ? 'active' : 'passive', who: scene.text('who') });
      case 2:
        return add && (a % 2 ? api.account.deleteAdd({ id: add }) : api.account.addWait({ id: add }));
      case 3:
        return api.account.createGroup({ name: scene.text('group'), startedOn: day });
      case 4:
        if (!group) return;
        return a % 3 === 0
          ? api.account.deleteGroup({ id: group })
          : api.account.patchGroup({ id: group, group: { name: scene.text('group'), startedOn: day } });
      default:
        return group && api.account.post({ groupId: group, touchClass: 'care', body: scene.text('post') });
    }
  }),
  /** The picture goes with the post, and by itself: {@link deleteFile} takes both kinds. */
  picture: edit(2, async (api, scene, device, a, b) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const mark = scene.text('file');
    const bytes = png(mark, { padding: b * 20 });
    scene.files.set(hashOf(bytes), { mark, device: device.name });
    const staged = await api.attachment.stage({ customerId, name: 'post.png', bytes: new Blob([bytes]) });
    await api.moment.log({
      customerId,
      kind: 'travel',
      body: b % 3 ? scene.text('moment') : '',
      postedAt: '2026-03-01T02:00:00.000Z',
      liked: b % 2 === 0,
      attachments: [staged.id],
    });
  }),
} satisfies Record<string, Operation>;

/** As core would write it; that the rules let hardly anybody of the simulator be told of an offer is another matter. */
function planCampaign(scene: Scene, device: Device, count: number, isAsked: boolean): void {
  const { mutator, userScopeId } = device.core.context.ready();
  const meant = dbOf(device)
    .raw<{ id: string; scopeId: string }>(
      'SELECT id, scope_id FROM customer WHERE deleted_at IS NULL ORDER BY id',
    )
    .slice(0, count);
  if (meant.length === 0) return;
  const campaignId = newId(scene);
  const contentId = newId(scene);
  const undecided = { decision: null, decidedAt: null, decidedBy: null, decisionReason: '' };
  mutator.mutate('campaign.plan', [
    {
      op: 'insert',
      entity: 'campaign',
      id: campaignId,
      scope: userScopeId,
      fields: { contentId, keptOut: 0, isAsked, ...undecided, stoppedAt: null },
    },
    ...meant.map(({ id: customerId, scopeId: scope }): LocalWrite => ({
      op: 'insert',
      entity: 'campaign_recipient',
      id: newId(scene),
      scope,
      fields: { customerId, campaignId, contentId, isAsked, approvedBy: null, closedAt: null, outcome: null },
    })),
  ]);
}
