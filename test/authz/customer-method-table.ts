/** The methods of the page about customers, by hand. */
import { markerOf, phoneOf } from './marker.ts';
import {
  body,
  bookNumber,
  customerOf,
  hasLines,
  idOf,
  nameOf,
  showsText,
  sort,
  type MethodDoor,
} from './method-door.ts';

export const customerMethods: Record<string, MethodDoor | MethodDoor[]> = {
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
