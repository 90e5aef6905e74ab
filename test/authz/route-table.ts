/** Every route of the server, by hand: which cells it is the door of, or why the matrix does not ask it as one. */
import { attachedBytes } from './attached-bytes.ts';
import type { ActionName, PlaceName } from './policy-table.ts';
import { rowIdOf, seededOn, type Place } from './place.ts';

export interface Visit {
  own: Place;
  target: Place;
  place: PlaceName;
  /** Of the target; an id that is nobody's where none is known. */
  deviceId: string;
  /** A book to move customers to. */
  heir: Place;
  /** Different for every request. */
  number: number;
}

export interface RouteDoor {
  entity: string;
  action: ActionName;
  method: 'GET' | 'POST';
  body?: (visit: Visit) => object;
  /** A list counts as given when it shows this of the target; without it, an answer is enough. */
  shows?: (visit: Visit) => string;
  /** An allowed request uses its target up, so each gets a fresh one. */
  usesUp?: 'person' | 'device' | 'session';
}

const day = { from: seededOn, to: seededOn };

export const routeDoors: Record<string, RouteDoor | RouteDoor[]> = {
  '/v1/auth/me': { entity: 'session', action: 'read', method: 'GET' },
  '/v1/auth/sign-out': {
    entity: 'session',
    action: 'delete',
    method: 'POST',
    body: () => ({}),
    usesUp: 'session',
  },
  '/v1/review/days': {
    entity: 'execution',
    action: 'list',
    method: 'POST',
    body: ({ target, place }) => (place === 'own' ? day : { ...day, teamId: target.teamId }),
    shows: ({ target }) => `"${target.personId}"`,
  },
  '/v1/review/items': {
    entity: 'execution',
    action: 'read',
    method: 'POST',
    body: ({ target }) => ({ personId: target.personId, on: seededOn }),
  },
  '/v1/review/signals': {
    entity: 'execution',
    action: 'list',
    method: 'POST',
    body: ({ target, place }) => (place === 'own' ? {} : { teamId: target.teamId }),
    shows: ({ target }) => `"${target.personId}"`,
  },
  '/v1/review/autopsy': {
    entity: 'execution',
    action: 'read',
    method: 'POST',
    body: ({ target }) => ({ signalId: rowIdOf(target, 'signal') }),
  },
  '/v1/review/evidence': {
    entity: 'execution',
    action: 'read',
    method: 'POST',
    body: ({ target }) => ({ id: rowIdOf(target, 'attachment') }),
    shows: ({ target }) => attachedBytes(target).toString(),
  },
  '/v1/review/sign-promo': {
    entity: 'execution',
    action: 'change',
    method: 'POST',
    body: ({ target }) => ({ personId: target.personId, signed: true }),
  },
  '/v1/review/decide-campaign': {
    entity: 'execution',
    action: 'change',
    method: 'POST',
    body: ({ target }) => ({ campaignId: rowIdOf(target, 'campaign'), decision: 'refused', reason: 'x' }),
  },
  '/v1/setting/set': [
    {
      entity: 'person_setting',
      action: 'change',
      method: 'POST',
      body: ({ target, number }) => ({
        key: 'day.minutes',
        value: 200 + (number % 100),
        teamId: null,
        personId: target.personId,
      }),
    },
    {
      entity: 'own_setting',
      action: 'change',
      method: 'POST',
      body: ({ target, number }) => ({
        key: 'day.lunchToMinute',
        value: 800 + (number % 100),
        teamId: null,
        personId: target.personId,
      }),
    },
    {
      entity: 'company_setting',
      action: 'change',
      method: 'POST',
      body: ({ number }) => ({
        key: 'autopsy.days',
        value: 10 + (number % 50),
        teamId: null,
        personId: null,
      }),
    },
  ],
  '/v1/content/save-offer': {
    entity: 'offer',
    action: 'change',
    method: 'POST',
    body: ({ number }) => ({
      id: null,
      offer: { title: `offer ${number}`, body: 'x', fromOn: '2026-02-01', toOn: null, tag: '' },
    }),
  },
  // Whoever may do what with the dictionary may with the SOPs.
  '/v1/sop/list': {
    entity: 'dictionary',
    action: 'list',
    method: 'GET',
    shows: ({ target }) => `"mk${target.company}.co.sop.name`,
  },
  '/v1/sop/audience': {
    entity: 'dictionary',
    action: 'list',
    method: 'POST',
    body: () => ({ segment: { is: 'tier', anyOf: ['A'] } }),
    shows: ({ target, own }) => (target.company === own.company ? '"customers"' : `mk${target.company}.`),
  },
  '/v1/sop/change': {
    entity: 'dictionary',
    action: 'change',
    method: 'POST',
    body: ({ number }) => ({
      do: 'create',
      fields: {
        name: `sop ${number}`,
        purpose: 'care',
        startsBy: 'hand',
        leadDays: null,
        steps: [{ offsetDays: 0, title: 'x', body: '', touchClass: 'care', hard: false, minutes: 1 }],
      },
    }),
  },
  '/v1/tag/dictionary': {
    entity: 'dictionary',
    action: 'list',
    method: 'GET',
    shows: ({ target }) => `"mk${target.company}.co.tag.name`,
  },
  '/v1/tag/change': {
    entity: 'dictionary',
    action: 'change',
    method: 'POST',
    body: ({ number }) => ({
      do: 'createGroup',
      name: `group ${number}`,
      rules: { isExclusive: false, validDays: null, asksReason: false },
      tags: [`tag ${number}`],
    }),
  },
  '/v1/tag/merge-preview': {
    entity: 'dictionary',
    action: 'read',
    method: 'POST',
    body: ({ target }) => ({ id: rowIdOf(target, 'tag'), intoId: rowIdOf(target, 'tag') }),
  },
  // More rows than anybody but an admin may have in a day.
  '/v1/export/begin': {
    entity: 'bulk_export',
    action: 'export',
    method: 'POST',
    body: () => ({ format: 'csv', rows: 1_000, filter: 'matrix' }),
    shows: () => '"granted":true',
  },
  '/v1/attachment/bytes': {
    entity: 'attachment',
    action: 'read',
    method: 'POST',
    body: ({ target }) => ({ id: rowIdOf(target, 'attachment') }),
    shows: ({ target }) => attachedBytes(target).toString(),
  },
  '/v1/admin/people': {
    entity: 'user',
    action: 'list',
    method: 'GET',
    shows: ({ target }) => `"${target.personId}"`,
  },
  '/v1/admin/devices': {
    entity: 'device',
    action: 'list',
    method: 'GET',
    shows: ({ target }) => `"${target.personId}"`,
  },
  '/v1/admin/audit': {
    entity: 'audit_entry',
    action: 'list',
    method: 'GET',
    shows: ({ target }) => `mk${target.company}.co.person.name`,
  },
  '/v1/admin/person/create': {
    entity: 'user',
    action: 'create',
    method: 'POST',
    body: ({ target, own, number }) => ({
      name: 'New person',
      account: `made${number}`,
      password: 'long enough to be one',
      role: 'rep',
      teamId: target === own && !own.hasTeam ? null : target.teamId,
    }),
  },
  '/v1/admin/person/leave': {
    entity: 'user',
    action: 'delete',
    method: 'POST',
    body: ({ target }) => ({ personId: target.personId }),
    usesUp: 'person',
  },
  '/v1/admin/enrolment-code': {
    entity: 'enrolment_code',
    action: 'create',
    method: 'POST',
    body: ({ target }) => ({ personId: target.personId }),
  },
  '/v1/admin/enrolment-policy': {
    entity: 'enrolment_policy',
    action: 'change',
    method: 'POST',
    body: () => ({ codeRequired: false }),
  },
  '/v1/admin/device/revoke': [
    {
      entity: 'device',
      action: 'delete',
      method: 'POST',
      body: ({ deviceId }) => ({ deviceId, mode: 'drain' }),
      usesUp: 'device',
    },
    {
      entity: 'device',
      action: 'delete',
      method: 'POST',
      body: ({ deviceId }) => ({ deviceId, mode: 'wipe' }),
      usesUp: 'device',
    },
  ],
  '/v1/admin/book/preview': {
    entity: 'book_preview',
    action: 'read',
    method: 'POST',
    body: ({ target }) => ({ bookId: target.bookId }),
  },
  '/v1/admin/book/reassign': {
    entity: 'book',
    action: 'reassign',
    method: 'POST',
    body: ({ target, heir }) => ({
      bookId: target.bookId,
      fromPersonId: target.personId,
      toPersonId: heir.personId,
      reason: 'matrix',
    }),
    usesUp: 'person',
  },
  '/v1/admin/book/customers': {
    entity: 'book_split',
    action: 'read',
    method: 'POST',
    body: ({ target }) => ({ bookId: target.bookId }),
  },
  '/v1/admin/book/split': {
    entity: 'book_split',
    action: 'create',
    method: 'POST',
    body: ({ target, heir }) => ({
      fromBookId: target.bookId,
      fromPersonId: target.personId,
      toBookId: heir.bookId,
      customerIds: [rowIdOf(target, 'customer')],
      reason: 'matrix',
    }),
    usesUp: 'person',
  },
  '/v1/admin/book/splits': {
    entity: 'book_split',
    action: 'list',
    method: 'GET',
    shows: ({ target, own }) => (target.company === own.company ? '"splits"' : `mk${target.company}.`),
  },
};

/** Routes that are no door of a cell, and where they are asked instead. */
export const otherRoutes: Record<string, string> = {
  '/health': 'public: says only that the server lives; asked in the extra cases',
  '/openapi.json': 'public: describes the routes; asked in the extra cases',
  '/v1/auth/sign-in': 'asked in the extra cases: wrong account, wrong code, left, revoked',
  '/v1/export/allowance': 'a count of the own exports, names nothing',
  '/v1/attachment/missing': 'asked in the cases of attachments, with whoever may hand in',
  '/v1/attachment/hand-in': 'takes a file, not JSON: asked in the cases of attachments',
  '/v1/sync/pull': 'the door pull',
  '/v1/sync/push': 'the door push',
  '/v1/sync/poke': 'the door poke',
  '/v1/device/order': 'opened by an order token only: asked in the cases of device orders',
  '/v1/device/drained': 'opened by an order token only: asked in the cases of device orders',
  '/v1/device/receipt': 'opened by an order token only: asked in the cases of device orders',
};
