/** The methods of the page about what hangs on a customer, plans and the library, by hand. */
import { png } from '#test/support/picture.ts';
import { rowIdOf, seededAt } from './place.ts';
import { markerOf } from './marker.ts';
import { body, customerOf, idOf, showsText, type Call, type MethodDoor } from './method-door.ts';

/** Another day with every call, so that something changes. */
const keyDate = ({ number }: Call) => ({
  kind: 'other' as const,
  label: body,
  calendar: 'lunar' as const,
  month: 1 + (number % 12),
  day: 1 + (number % 30),
  isLeapMonth: false,
  year: null,
});

const appointment = ({ number }: Call) => ({
  title: body,
  place: '',
  startAt: seededAt,
  minutes: number % 600,
});

const relation = ({ number }: Call) => ({ role: body.slice(0, 50), name: `${number}`, remark: body });

const orderOf = ({ number }: Call) => ({
  product: body.slice(0, 200),
  quantity: 1 + (number % 99),
  paidFen: 100,
  marginFen: 0,
  orderedOn: '2020-01-01',
});

const dealOf = ({ number }: Call) => ({
  product: body.slice(0, 200),
  amountFen: 100 + number,
  marginFen: null,
  stage: 'interested' as const,
  expectedOn: null,
});

const endorsementOf = ({ number }: Call) => ({
  kind: 'referral' as const,
  score: null,
  isPaid: number % 2 === 1,
  body: `${body.slice(0, 480)} ${number}`,
  happenedOn: '2020-01-01',
});

/** AFTERSALE is there wherever nobody published another one. */
const sopOf = (given: Call) => ({
  ...customerOf(given),
  code: 'AFTERSALE',
  startedOn: `2020-01-${10 + (given.number % 18)}`,
});

async function enrolAndTakeBack(given: Call): Promise<void> {
  const which = { ...customerOf(given), code: 'AFTERSALE' };
  const { startedOn } = await given.api.sop.enrol(which);
  await given.api.sop.takeBack({ ...which, startedOn });
}

/** Moves no plan of today. */
const longAgo = '2020-01-01';

async function stopAndResume(given: Call): Promise<void> {
  await given.api.campaign.stop(idOf(given, 'campaign'));
  await given.api.campaign.resume(idOf(given, 'campaign'));
}

export const entryMethods: Record<string, MethodDoor | MethodDoor[]> = {
  'note.create': {
    entity: 'note',
    action: 'create',
    call: (given) => given.api.note.create({ ...customerOf(given), body }),
  },
  'note.delete': {
    entity: 'note',
    action: 'delete',
    call: (given) => given.api.note.delete(idOf(given, 'note')),
  },
  'note.restore': {
    entity: 'note',
    action: 'delete',
    call: (given) => given.api.note.restore(idOf(given, 'note')),
  },
  'attachment.stage': {
    entity: 'attachment',
    action: 'create',
    call: (given) =>
      given.api.attachment.stage({ ...customerOf(given), name: 'a.txt', bytes: new Blob([body]) }),
  },
  'attachment.list': {
    entity: 'attachment',
    action: 'list',
    call: (given) => given.api.attachment.list(customerOf(given)),
  },
  'attachment.content': {
    entity: 'attachment',
    action: 'read',
    call: (given) => given.api.attachment.content(idOf(given, 'attachment')),
  },
  'attachment.thumbnail': {
    entity: 'attachment',
    action: 'read',
    call: (given) => given.api.attachment.thumbnail(idOf(given, 'attachment')),
  },
  'attachment.keepThumbnail': {
    entity: 'attachment',
    action: 'read',
    call: (given) =>
      given.api.attachment.keepThumbnail({
        ...idOf(given, 'attachment'),
        bytes: new Blob([png('small')]),
      }),
  },
  'attachment.delete': {
    entity: 'attachment',
    action: 'delete',
    call: (given) => given.api.attachment.delete(idOf(given, 'attachment')),
  },
  'attachment.restore': {
    entity: 'attachment',
    action: 'delete',
    call: (given) => given.api.attachment.restore(idOf(given, 'attachment')),
  },
  'capture.read': {
    entity: 'customer',
    action: 'read',
    call: (given) => given.api.capture.read({ ...customerOf(given), text: body, hasNextStep: false }),
  },
  'capture.preview': {
    entity: 'customer',
    action: 'read',
    call: (given) =>
      given.api.capture.preview({
        ...customerOf(given),
        text: `A 2026/03/09 10:00\n${body}\n\nB 2026/03/09 10:01\n${body}`,
        roles: {},
        turns: {},
      }),
  },
  'capture.save': {
    entity: 'note',
    action: 'create',
    call: (given) =>
      given.api.capture.save({ ...customerOf(given), messages: [], proposals: [], note: { body } }),
  },
  'capture.undo': {
    entity: 'note',
    action: 'delete',
    call: (given) =>
      given.api.capture.undo({
        ...customerOf(given),
        receipt: {
          notes: 1,
          messages: 0,
          proposals: 0,
          rows: [{ entity: 'note', ...idOf(given, 'note') }],
          remark: '',
          people: [],
        },
      }),
  },
  'touch.log': {
    entity: 'touch',
    action: 'create',
    call: (given) =>
      given.api.touch.log({
        ...customerOf(given),
        kind: 'chat',
        touchClass: 'care',
        body,
        replied: null,
        happenedAt: seededAt,
      }),
  },
  'touch.setReplied': {
    entity: 'touch',
    action: 'change',
    call: (given) => given.api.touch.setReplied({ ...idOf(given, 'touch'), replied: given.number % 2 === 0 }),
  },
  'touch.delete': {
    entity: 'touch',
    action: 'delete',
    call: (given) => given.api.touch.delete(idOf(given, 'touch')),
  },
  'touch.restore': {
    entity: 'touch',
    action: 'delete',
    call: (given) => given.api.touch.restore(idOf(given, 'touch')),
  },
  'moment.log': {
    entity: 'moment',
    action: 'create',
    call: (given) =>
      given.api.moment.log({
        ...customerOf(given),
        kind: 'family',
        body,
        postedAt: seededAt,
        liked: true,
        comment: body,
      }),
  },
  'moment.respond': {
    entity: 'touch',
    action: 'create',
    call: (given) =>
      given.api.moment.respond({ momentId: rowIdOf(given.target, 'moment'), liked: true, comment: body }),
  },
  'moment.writer': {
    entity: 'moment',
    action: 'read',
    call: (given) => given.api.moment.writer({ momentId: rowIdOf(given.target, 'moment') }),
  },
  'moment.saveDraft': {
    entity: 'moment',
    action: 'read',
    call: (given) =>
      given.api.moment.saveDraft({ momentId: rowIdOf(given.target, 'moment'), body, copiedAt: null }),
  },
  'moment.delete': {
    entity: 'moment',
    action: 'delete',
    call: (given) => given.api.moment.delete(idOf(given, 'moment')),
  },
  'moment.restore': {
    entity: 'moment',
    action: 'delete',
    call: (given) => given.api.moment.restore(idOf(given, 'moment')),
  },
  'moment.openers': {
    entity: 'moment',
    action: 'read',
    call: (given) => given.api.moment.openers({ momentId: rowIdOf(given.target, 'moment') }),
  },
  'patrol.log': {
    entity: 'patrol',
    action: 'create',
    call: (given) => given.api.patrol.log({ ...customerOf(given), outcome: 'nothing' }),
  },
  'patrol.undo': {
    entity: 'patrol',
    action: 'delete',
    call: (given) => given.api.patrol.undo(idOf(given, 'patrol')),
  },
  'surprise.list': {
    entity: 'surprise',
    action: 'read',
    call: (given) => given.api.surprise.list(customerOf(given)),
  },
  'surprise.create': {
    entity: 'surprise',
    action: 'create',
    call: (given) => given.api.surprise.create({ ...customerOf(given), body, priceFen: 0 }),
  },
  'surprise.createAll': {
    entity: 'surprise',
    action: 'create',
    call: (given) => given.api.surprise.createAll({ ...customerOf(given), ideas: [{ body, priceFen: 0 }] }),
  },
  'surprise.patch': {
    entity: 'surprise',
    action: 'change',
    call: (given) =>
      given.api.surprise.patch({ ...idOf(given, 'surprise'), body, priceFen: given.number % 1_000 }),
  },
  'surprise.setStatus': {
    entity: 'surprise',
    action: 'change',
    call: (given) =>
      given.api.surprise.setStatus({
        ...idOf(given, 'surprise'),
        status: given.number % 2 === 0 ? 'dropped' : 'idea',
      }),
  },
  'surprise.delete': {
    entity: 'surprise',
    action: 'delete',
    call: (given) => given.api.surprise.delete(idOf(given, 'surprise')),
  },
  'surprise.deleteAll': {
    entity: 'surprise',
    action: 'delete',
    call: (given) => given.api.surprise.deleteAll({ ids: [idOf(given, 'surprise').id] }),
  },
  'sop.ofCustomer': {
    entity: 'sop_enrolment',
    action: 'read',
    call: (given) => given.api.sop.ofCustomer(customerOf(given)),
  },
  'sop.enrol': { entity: 'sop_enrolment', action: 'create', call: enrolAndTakeBack },
  'sop.takeBack': { entity: 'sop_enrolment', action: 'delete', call: enrolAndTakeBack },
  'sop.leave': {
    entity: 'sop_enrolment',
    action: 'create',
    call: (given) => given.api.sop.leave({ ...sopOf(given), reason: 'decided', note: body.slice(0, 500) }),
  },
  'sop.comeBack': {
    entity: 'sop_enrolment',
    action: 'change',
    async call(given) {
      await given.api.sop.leave({ ...sopOf(given), reason: 'decided', note: '' });
      await given.api.sop.comeBack(sopOf(given));
    },
  },
  'plan.likeAll': {
    entity: 'plan_item',
    action: 'change',
    call: (given) => given.api.plan.likeAll({ ids: [rowIdOf(given.target, 'plan_item')] }),
  },
  'promise.create': {
    entity: 'promise',
    action: 'create',
    call: (given) => given.api.promise.create({ ...customerOf(given), body, dueAt: seededAt }),
  },
  'promise.patch': {
    entity: 'promise',
    action: 'change',
    call: (given) =>
      given.api.promise.patch({
        ...idOf(given, 'promise'),
        promise: { body: `${body.slice(0, 480)} ${given.number}`, dueAt: seededAt },
      }),
  },
  'promise.setStatus': {
    entity: 'promise',
    action: 'change',
    call: (given) =>
      given.api.promise.setStatus({ ...idOf(given, 'promise'), status: given.number % 2 ? 'open' : 'kept' }),
  },
  'promise.delete': {
    entity: 'promise',
    action: 'delete',
    call: (given) => given.api.promise.delete(idOf(given, 'promise')),
  },
  'promise.restore': {
    entity: 'promise',
    action: 'delete',
    call: (given) => given.api.promise.restore(idOf(given, 'promise')),
  },
  'appointment.create': {
    entity: 'appointment',
    action: 'create',
    call: (given) => given.api.appointment.create({ ...customerOf(given), appointment: appointment(given) }),
  },
  'appointment.patch': {
    entity: 'appointment',
    action: 'change',
    call: (given) =>
      given.api.appointment.patch({ ...idOf(given, 'appointment'), appointment: appointment(given) }),
  },
  'appointment.setStatus': {
    entity: 'appointment',
    action: 'change',
    call: (given) =>
      given.api.appointment.setStatus({
        ...idOf(given, 'appointment'),
        status: given.number % 2 ? 'no_show' : 'kept',
      }),
  },
  'appointment.delete': {
    entity: 'appointment',
    action: 'delete',
    call: (given) => given.api.appointment.delete(idOf(given, 'appointment')),
  },
  'appointment.restore': {
    entity: 'appointment',
    action: 'delete',
    call: (given) => given.api.appointment.restore(idOf(given, 'appointment')),
  },
  'household.remove': {
    entity: 'household_member',
    action: 'delete',
    call: (given) => given.api.household.remove({ ids: [idOf(given, 'household_member').id] }),
  },
  'household.restore': {
    entity: 'household_member',
    action: 'delete',
    call: (given) => given.api.household.restore({ ids: [idOf(given, 'household_member').id] }),
  },
  'need.create': {
    entity: 'need',
    action: 'create',
    call: (given) => given.api.need.create({ ...customerOf(given), body }),
  },
  'need.patch': {
    entity: 'need',
    action: 'change',
    call: (given) => given.api.need.patch({ ...idOf(given, 'need'), body: `${body} ${given.number}` }),
  },
  'need.setStatus': {
    entity: 'need',
    action: 'change',
    call: (given) =>
      given.api.need.setStatus({ ...idOf(given, 'need'), status: given.number % 2 ? 'open' : 'answered' }),
  },
  'need.delete': {
    entity: 'need',
    action: 'delete',
    call: (given) => given.api.need.delete(idOf(given, 'need')),
  },
  'need.restore': {
    entity: 'need',
    action: 'delete',
    call: (given) => given.api.need.restore(idOf(given, 'need')),
  },
  'interest.see': {
    entity: 'interest',
    action: 'create',
    call: (given) =>
      given.api.interest.see({ ...customerOf(given), topic: body.slice(0, 50), kind: 'other' }),
  },
  'interest.remove': {
    entity: 'interest',
    action: 'delete',
    call: (given) => given.api.interest.remove({ ...customerOf(given), topic: body.slice(0, 50) }),
  },
  'interest.delete': {
    entity: 'interest',
    action: 'delete',
    call: (given) => given.api.interest.delete({ ids: [idOf(given, 'interest').id] }),
  },
  'interest.restore': {
    entity: 'interest',
    action: 'delete',
    call: (given) => given.api.interest.restore({ ids: [idOf(given, 'interest').id] }),
  },
  'order.create': {
    entity: 'customer_order',
    action: 'create',
    call: (given) => given.api.order.create({ ...customerOf(given), order: orderOf(given) }),
  },
  'order.patch': {
    entity: 'customer_order',
    action: 'change',
    call: (given) => given.api.order.patch({ ...idOf(given, 'customer_order'), order: orderOf(given) }),
  },
  'order.delete': {
    entity: 'customer_order',
    action: 'delete',
    call: (given) => given.api.order.delete(idOf(given, 'customer_order')),
  },
  'order.restore': {
    entity: 'customer_order',
    action: 'delete',
    call: (given) => given.api.order.restore(idOf(given, 'customer_order')),
  },
  'deal.create': {
    entity: 'deal',
    action: 'create',
    call: (given) => given.api.deal.create({ ...customerOf(given), deal: dealOf(given) }),
  },
  'campaign.stop': { entity: 'campaign_recipient', action: 'change', call: stopAndResume },
  'campaign.resume': { entity: 'campaign_recipient', action: 'change', call: stopAndResume },
  'deal.patch': {
    entity: 'deal',
    action: 'change',
    call: (given) => given.api.deal.patch({ ...idOf(given, 'deal'), deal: dealOf(given) }),
  },
  'deal.setStage': {
    entity: 'deal',
    action: 'change',
    call: (given) =>
      given.api.deal.setStage({
        ...idOf(given, 'deal'),
        stage: given.number % 2 === 1 ? 'shown' : 'tried',
      }),
  },
  'deal.win': {
    entity: 'deal',
    action: 'change',
    call: (given) => given.api.deal.win({ ...idOf(given, 'deal'), order: orderOf(given) }),
  },
  'deal.lose': {
    entity: 'deal',
    action: 'change',
    call: (given) => given.api.deal.lose({ ...idOf(given, 'deal'), reason: 'price' }),
  },
  'deal.reopen': {
    entity: 'deal',
    action: 'change',
    call: (given) => given.api.deal.reopen({ ...idOf(given, 'deal'), orderId: null }),
  },
  'deal.delete': {
    entity: 'deal',
    action: 'delete',
    call: (given) => given.api.deal.delete(idOf(given, 'deal')),
  },
  'deal.restore': {
    entity: 'deal',
    action: 'delete',
    call: (given) => given.api.deal.restore(idOf(given, 'deal')),
  },
  'endorsement.create': {
    entity: 'endorsement',
    action: 'create',
    call: (given) =>
      given.api.endorsement.create({ ...customerOf(given), endorsement: endorsementOf(given) }),
  },
  'endorsement.patch': {
    entity: 'endorsement',
    action: 'change',
    call: (given) =>
      given.api.endorsement.patch({ ...idOf(given, 'endorsement'), endorsement: endorsementOf(given) }),
  },
  'endorsement.delete': {
    entity: 'endorsement',
    action: 'delete',
    call: (given) => given.api.endorsement.delete(idOf(given, 'endorsement')),
  },
  'endorsement.restore': {
    entity: 'endorsement',
    action: 'delete',
    call: (given) => given.api.endorsement.restore(idOf(given, 'endorsement')),
  },
  'relation.create': {
    entity: 'relation',
    action: 'create',
    call: (given) => given.api.relation.create({ ...customerOf(given), relation: relation(given) }),
  },
  'relation.patch': {
    entity: 'relation',
    action: 'change',
    call: (given) => given.api.relation.patch({ ...idOf(given, 'relation'), relation: relation(given) }),
  },
  'relation.delete': {
    entity: 'relation',
    action: 'delete',
    call: (given) => given.api.relation.delete(idOf(given, 'relation')),
  },
  'relation.restore': {
    entity: 'relation',
    action: 'delete',
    call: (given) => given.api.relation.restore(idOf(given, 'relation')),
  },
  'keyDate.create': {
    entity: 'key_date',
    action: 'create',
    call: (given) => given.api.keyDate.create({ ...customerOf(given), date: keyDate(given) }),
  },
  'keyDate.patch': {
    entity: 'key_date',
    action: 'change',
    call: (given) => given.api.keyDate.patch({ ...idOf(given, 'key_date'), date: keyDate(given) }),
  },
  'keyDate.delete': {
    entity: 'key_date',
    action: 'delete',
    call: (given) => given.api.keyDate.delete(idOf(given, 'key_date')),
  },
  'keyDate.restore': {
    entity: 'key_date',
    action: 'delete',
    call: (given) => given.api.keyDate.restore(idOf(given, 'key_date')),
  },
  'signal.log': {
    entity: 'signal',
    action: 'create',
    call: (given) => given.api.signal.log({ ...customerOf(given), kind: 'service', body }),
  },
  'signal.patch': {
    entity: 'signal',
    action: 'change',
    call: (given) =>
      given.api.signal.patch({
        ...idOf(given, 'signal'),
        body: `${body.slice(0, 480)} ${given.number}`,
        dueAt: null,
      }),
  },
  'signal.setClosed': {
    entity: 'signal',
    action: 'change',
    call: (given) => given.api.signal.setClosed({ ...idOf(given, 'signal'), closed: given.number % 2 === 0 }),
  },
  'signal.delete': {
    entity: 'signal',
    action: 'delete',
    call: (given) => given.api.signal.delete(idOf(given, 'signal')),
  },
  'signal.restore': {
    entity: 'signal',
    action: 'delete',
    call: (given) => given.api.signal.restore(idOf(given, 'signal')),
  },
  'signal.autopsy': {
    entity: 'touch',
    action: 'list',
    call: (given) => given.api.signal.autopsy(customerOf(given)),
  },
  'conflict.list': {
    entity: 'conflict',
    action: 'list',
    call: (given) => given.api.conflict.list(customerOf(given)),
    shows: showsText(({ target }) => markerOf(target.company, target.book ?? 'b0', 'conflict', 'lateValue')),
  },
  'conflict.resolve': {
    entity: 'conflict',
    action: 'change',
    call: (given) =>
      given.api.conflict.resolve({ ids: [rowIdOf(given.target, 'conflict')], action: 'dismiss' }),
    // Ids that are not there are passed over and counted.
    shows: (answer) => (answer as { left: number }).left === 0,
  },
  'timeOff.addLeave': {
    entity: 'leave',
    action: 'create',
    call: ({ api }) => api.timeOff.addLeave({ fromOn: longAgo, toOn: longAgo, kind: 'rest' }),
    onlyOwn: true,
  },
  'timeOff.deleteLeave': {
    entity: 'leave',
    action: 'delete',
    call: (given) => given.api.timeOff.deleteLeave(idOf(given, 'leave')),
  },
  'timeOff.restoreLeave': {
    entity: 'leave',
    action: 'delete',
    call: (given) => given.api.timeOff.restoreLeave(idOf(given, 'leave')),
  },
  'listView.save': {
    entity: 'list_view',
    action: 'create',
    call: ({ api, number }) =>
      api.listView.save({
        name: `${body.slice(0, 40)} ${number}`,
        filter: {},
        sorts: [{ by: 'name', direction: 'asc' }],
        columns: [],
      }),
    onlyOwn: true,
  },
  'listView.delete': {
    entity: 'list_view',
    action: 'delete',
    call: (given) => given.api.listView.delete(idOf(given, 'list_view')),
  },
  'listView.restore': {
    entity: 'list_view',
    action: 'delete',
    call: (given) => given.api.listView.restore(idOf(given, 'list_view')),
  },
  'import.renameTemplate': {
    entity: 'import_template',
    action: 'change',
    call: (given) =>
      given.api.import.renameTemplate({ ...idOf(given, 'import_template'), name: body.slice(0, 40) }),
  },
  'import.deleteTemplate': {
    entity: 'import_template',
    action: 'delete',
    call: (given) => given.api.import.deleteTemplate(idOf(given, 'import_template')),
  },
  'timeOff.addMeeting': {
    entity: 'meeting',
    action: 'create',
    call: ({ api }) => api.timeOff.addMeeting({ meetOn: longAgo, title: body, minutes: 30 }),
    onlyOwn: true,
  },
  'timeOff.deleteMeeting': {
    entity: 'meeting',
    action: 'delete',
    call: (given) => given.api.timeOff.deleteMeeting(idOf(given, 'meeting')),
  },
  'timeOff.restoreMeeting': {
    entity: 'meeting',
    action: 'delete',
    call: (given) => given.api.timeOff.restoreMeeting(idOf(given, 'meeting')),
  },
  'plan.done': {
    entity: 'plan_item',
    action: 'change',
    call: (given) => given.api.plan.done(idOf(given, 'plan_item')),
  },
  'plan.later': {
    entity: 'plan_item',
    action: 'change',
    call: (given) => given.api.plan.later(idOf(given, 'plan_item')),
  },
  'plan.skip': {
    entity: 'plan_item',
    action: 'change',
    call: (given) => given.api.plan.skip({ ...idOf(given, 'plan_item'), reason: 'no_time' }),
  },
  'plan.undo': {
    entity: 'plan_item',
    action: 'change',
    call: (given) => given.api.plan.undo(idOf(given, 'plan_item')),
  },
  'content.list': [
    {
      entity: 'content_item',
      action: 'list',
      call: ({ api }) => api.content.list({}),
      shows: showsText(({ target }) => markerOf(target.company, 'co', 'content_item', 'title')),
    },
    {
      entity: 'content_item',
      action: 'search-hit',
      call: ({ api, target }) =>
        api.content.list({ search: markerOf(target.company, 'co', 'content_item', 'body') }),
      shows: (answer) => (answer as unknown[]).length > 0,
    },
  ],
  'content.sops': {
    entity: 'sop',
    action: 'list',
    call: ({ api }) => api.content.sops(),
    shows: showsText(({ target }) => markerOf(target.company, 'co', 'sop', 'name')),
  },
};
