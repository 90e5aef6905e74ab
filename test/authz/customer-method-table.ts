/** The methods of the page about customers, by hand. */
import { markerOf, phoneOf } from './marker.ts';
import { rowIdOf, seededAt } from './place.ts';
import {
  body,
  bookNumber,
  customerOf,
  hasLines,
  idOf,
  nameOf,
  showsText,
  sort,
  type Call,
  type MethodDoor,
} from './method-door.ts';

/** What of each entity a search looks into. */
const searched = {
  note: 'body',
  touch: 'body',
  moment: 'body',
  promise: 'body',
  customer_order: 'product',
  signal: 'body',
  appointment: 'title',
  need: 'body',
  interest: 'topic',
  relation: 'remark',
  customer: 'name',
  customer_tag: 'name',
};

/** Other doors change or delete the one that was there from the start: of one's own, a new one is looked for. */
const written: Record<string, (given: Call) => Promise<unknown>> = {
  promise: (given) => given.api.promise.create({ ...customerOf(given), body, dueAt: seededAt }),
  signal: (given) => given.api.signal.log({ ...customerOf(given), kind: 'service', body }),
  need: (given) => given.api.need.create({ ...customerOf(given), body }),
  relation: (given) =>
    given.api.relation.create({
      ...customerOf(given),
      relation: { role: '友', name: '', remark: body },
    }),
  appointment: (given) =>
    given.api.appointment.create({
      ...customerOf(given),
      appointment: { title: body, place: '', startAt: seededAt, minutes: 30 },
    }),
};

/** Of one's own a new card, so that the one that was there from the start stays. */
const mergeable = async (given: Call): Promise<string> =>
  given.place === 'own'
    ? (await given.api.customer.create({ fields: { name: body } })).customerId
    : customerOf(given).customerId;

const triage = {
  intent: 1,
  intentProduct: '',
  intentBasis: null,
  intentNote: body,
  source: 'unknown',
} as const;

export const customerMethods: Record<string, MethodDoor | MethodDoor[]> = {
  'search.find': Object.entries(searched).map(([entity, field]): MethodDoor => ({
    entity,
    action: 'search-hit',
    call: async (given) => {
      const write = given.place === 'own' ? written[entity] : undefined;
      await write?.(given);
      const { company, book } = given.target;
      return given.api.search.find({ text: write ? body : markerOf(company, book ?? 'b0', entity, field) });
    },
    shows: (answer) => {
      const { customers, entries } = answer as { customers: unknown[]; entries: unknown[] };
      return customers.length + entries.length > 0;
    },
  })),
  'customer.list': [
    {
      entity: 'customer',
      action: 'list',
      call: ({ api }) => api.customer.list({ filter: {}, sort }),
      shows: showsText(nameOf),
    },
    {
      entity: 'customer',
      action: 'search-hit',
      call: (given) => given.api.customer.list({ filter: { search: nameOf(given) }, sort }),
      shows: hasLines,
    },
    {
      entity: 'contact_point',
      action: 'search-hit',
      call: (given) =>
        given.api.customer.list({
          filter: { search: phoneOf(given.target.company, bookNumber(given)).slice(-4) },
          sort,
        }),
      shows: hasLines,
    },
    {
      entity: 'customer_tag',
      action: 'list',
      call: (given) =>
        given.api.customer.list({
          filter: {
            tags: [markerOf(given.target.company, given.target.book ?? 'b0', 'customer_tag', 'name')],
          },
          sort,
        }),
      shows: hasLines,
    },
  ],
  'customer.get': [
    'customer',
    'contact_point',
    'customer_tag',
    'promise',
    'signal',
    'key_date',
    'appointment',
  ].map((entity): MethodDoor => ({
    entity,
    action: 'read',
    call: (given) => given.api.customer.get(customerOf(given)),
  })),
  'customer.draft': {
    entity: 'customer',
    action: 'read',
    call: (given) => given.api.customer.draft(customerOf(given)),
  },
  'customer.saveDraft': {
    entity: 'customer',
    action: 'read',
    call: (given) => given.api.customer.saveDraft({ ...customerOf(given), draft: null }),
  },
  'customer.timeline': ['note', 'touch', 'moment', 'customer_order'].map((entity): MethodDoor => ({
    entity,
    action: 'read',
    call: (given) => given.api.customer.timeline(customerOf(given)),
    shows: showsText(({ target }) =>
      markerOf(target.company, target.book ?? 'b0', entity, entity === 'customer_order' ? 'product' : 'body'),
    ),
  })),
  'customer.create': {
    entity: 'customer',
    action: 'create',
    call: ({ api }) => api.customer.create({ fields: { name: body } }),
    onlyOwn: true,
  },
  'customer.patch': {
    entity: 'customer',
    action: 'change',
    call: (given) =>
      given.api.customer.patch({ ...customerOf(given), fields: { remark: `${body} ${given.number}` } }),
  },
  'customer.setNext': {
    entity: 'customer',
    action: 'change',
    call: (given) =>
      given.api.customer.setNext({
        ...customerOf(given),
        next: { on: '2099-01-01', reason: `${body.slice(0, 150)} ${given.number}` },
      }),
  },
  'customer.undoChange': {
    entity: 'customer',
    action: 'change',
    call: (given) => given.api.customer.undoChange({ ...customerOf(given), field: 'source' }),
  },
  'customer.triage': {
    entity: 'customer',
    action: 'change',
    call: (given) =>
      given.api.customer.triage({ ...customerOf(given), triage: { ...triage, cue: 'unclear' } }),
  },
  'customer.undoTriage': {
    entity: 'customer',
    action: 'change',
    call: (given) =>
      given.api.customer.undoTriage({
        ...customerOf(given),
        former: { ...triage, cue: null, grade: null, intentAt: null, triagedAt: null },
      }),
  },
  'customer.insight': {
    entity: 'customer',
    action: 'read',
    call: (given) => given.api.customer.insight(customerOf(given)),
  },
  'customer.duplicates': {
    entity: 'customer',
    action: 'list',
    onlyOwn: true,
    onlyRefused: true,
    call: ({ api }) => api.customer.duplicates(),
    shows: (answer) => (answer as { pairs: unknown[] }).pairs.length > 0,
  },
  'merge.preview': {
    entity: 'customer',
    action: 'read',
    call: async (given) =>
      given.api.merge.preview({ ids: [await mergeable(given), rowIdOf(given.own, 'customer')] }),
  },
  'merge.run': {
    entity: 'customer',
    action: 'change',
    call: async (given) =>
      given.api.merge.run({
        keepId: rowIdOf(given.own, 'customer'),
        otherId: await mergeable(given),
        choices: {},
      }),
  },
  'merge.undo': {
    entity: 'customer',
    action: 'change',
    call: async (given) => {
      const customerId = await mergeable(given);
      if (given.place === 'own')
        await given.api.merge.run({
          keepId: rowIdOf(given.own, 'customer'),
          otherId: customerId,
          choices: {},
        });
      return given.api.merge.undo({ customerId });
    },
  },
  'customer.reveal': {
    entity: 'contact_reveal',
    action: 'create',
    call: (given) => given.api.customer.reveal(idOf(given, 'contact_point')),
  },
  'customer.delete': {
    entity: 'customer',
    action: 'delete',
    call: (given) => given.api.customer.delete(customerOf(given)),
  },
  'customer.restore': {
    entity: 'customer',
    action: 'delete',
    call: (given) => given.api.customer.restore(customerOf(given)),
  },
  'customer.addContactPoint': {
    entity: 'contact_point',
    action: 'create',
    call: (given) =>
      given.api.customer.addContactPoint({ ...customerOf(given), kind: 'other', value: body, label: '' }),
  },
  'customer.patchContactPoint': {
    entity: 'contact_point',
    action: 'change',
    call: (given) =>
      given.api.customer.patchContactPoint({
        ...idOf(given, 'contact_point'),
        label: `${body} ${given.number}`,
      }),
  },
  'customer.deleteContactPoint': {
    entity: 'contact_point',
    action: 'delete',
    call: (given) => given.api.customer.deleteContactPoint(idOf(given, 'contact_point')),
  },
  'customer.restoreContactPoint': {
    entity: 'contact_point',
    action: 'delete',
    call: (given) => given.api.customer.restoreContactPoint(idOf(given, 'contact_point')),
  },
  'customer.tags': {
    entity: 'tag',
    action: 'list',
    call: ({ api }) => api.customer.tags(),
    shows: showsText(({ target }) => markerOf(target.company, 'co', 'tag', 'name')),
  },
  'customer.addTag': {
    entity: 'customer_tag',
    action: 'create',
    call: (given) => given.api.customer.addTag({ ...customerOf(given), name: `${body} ${given.number}` }),
  },
  // One of its own making: the tag is put on again, and the seeded one would be gone.
  'customer.changeTag': {
    entity: 'customer_tag',
    action: 'create',
    async call(given) {
      const { id } = await given.api.customer.addTag({ ...customerOf(given), name: `again ${given.number}` });
      return given.api.customer.changeTag({ id, reason: 'x', expiresOn: null });
    },
  },
  'customer.removeTag': {
    entity: 'customer_tag',
    action: 'delete',
    call: (given) => given.api.customer.removeTag(idOf(given, 'customer_tag')),
  },
  'customer.restoreTag': {
    entity: 'customer_tag',
    action: 'delete',
    call: (given) => given.api.customer.restoreTag(idOf(given, 'customer_tag')),
  },
};
