/** Every method the page may call, by hand: the cell it is a door of, or why it is none. */
import { rowIdOf, seededOn } from './place.ts';
import { accountMethods } from './account-method-table.ts';
import { customerMethods } from './customer-method-table.ts';
import { entryMethods } from './entry-method-table.ts';
import type { Call, MethodDoor } from './method-door.ts';

const showsPerson = (answer: unknown, { target }: Call) =>
  JSON.stringify(answer).includes(`"${target.personId}"`);

const onlineMethods: Record<string, MethodDoor | MethodDoor[]> = {
  'review.days': {
    entity: 'execution',
    action: 'list',
    call: ({ api, target, place }) =>
      api.review.days({
        from: seededOn,
        to: seededOn,
        ...(place === 'own' ? {} : { teamId: target.teamId }),
      }),
    shows: showsPerson,
  },
  'review.items': {
    entity: 'execution',
    action: 'read',
    call: ({ api, target }) => api.review.items({ personId: target.personId, on: seededOn }),
  },
  'review.signals': {
    entity: 'execution',
    action: 'list',
    call: ({ api, target, place }) => api.review.signals(place === 'own' ? {} : { teamId: target.teamId }),
    shows: showsPerson,
  },
  'review.autopsy': {
    entity: 'execution',
    action: 'read',
    call: ({ api, target }) => api.review.autopsy({ signalId: rowIdOf(target, 'signal') }),
  },
  'review.evidence': {
    entity: 'execution',
    action: 'read',
    call: ({ api, target }) => api.review.evidence({ id: rowIdOf(target, 'attachment') }),
  },
  'review.signPromo': {
    entity: 'execution',
    action: 'change',
    call: ({ api, target }) => api.review.signPromo({ personId: target.personId, signed: true }),
  },
  'review.decideCampaign': {
    entity: 'execution',
    action: 'change',
    call: ({ api, target }) =>
      api.review.decideCampaign({ campaignId: rowIdOf(target, 'campaign'), decision: 'approved' }),
  },
  'setting.set': [
    {
      entity: 'person_setting',
      action: 'change',
      call: ({ api, target }) =>
        api.setting.set({ key: 'day.minutes', value: 240, teamId: null, personId: target.personId }),
    },
    {
      entity: 'own_setting',
      action: 'change',
      call: ({ api, target }) =>
        api.setting.set({ key: 'day.lunchToMinute', value: 820, teamId: null, personId: target.personId }),
    },
    {
      entity: 'company_setting',
      action: 'change',
      call: ({ api }) => api.setting.set({ key: 'autopsy.days', value: 20, teamId: null, personId: null }),
    },
  ],
  'content.saveOffer': {
    entity: 'offer',
    action: 'change',
    call: ({ api }) =>
      api.content.saveOffer({
        id: null,
        offer: { title: 'offer', body: 'x', fromOn: '2026-02-01', toOn: null, tag: '' },
      }),
  },
  'sop.list': {
    entity: 'dictionary',
    action: 'list',
    call: ({ api }) => api.sop.list(),
    shows: (answer, { target }) => JSON.stringify(answer).includes(`mk${target.company}.co.sop.name`),
  },
  'sop.audience': {
    entity: 'dictionary',
    action: 'list',
    call: ({ api }) => api.sop.audience({ segment: { is: 'tier', anyOf: ['A'] } }),
    shows: (answer, { target, own }) =>
      JSON.stringify(answer).includes(
        target.company === own.company ? '"customers"' : `mk${target.company}.`,
      ),
  },
  'sop.change': {
    entity: 'dictionary',
    action: 'change',
    call: ({ api, number }) =>
      api.sop.change({
        do: 'create',
        fields: {
          name: `sop of page ${number}`,
          purpose: 'care',
          startsBy: 'hand',
          leadDays: null,
          steps: [{ offsetDays: 0, title: 'x', body: '', touchClass: 'care', hard: false, minutes: 1 }],
        },
      }),
  },
  'dictionary.list': {
    entity: 'dictionary',
    action: 'list',
    call: ({ api }) => api.dictionary.list(),
    shows: (answer, { target }) => JSON.stringify(answer).includes(`mk${target.company}.co.tag.name`),
  },
  'dictionary.previewMerge': {
    entity: 'dictionary',
    action: 'read',
    call: ({ api, target }) =>
      api.dictionary.previewMerge({ id: rowIdOf(target, 'tag'), intoId: rowIdOf(target, 'tag') }),
  },
  'dictionary.change': {
    entity: 'dictionary',
    action: 'change',
    call: ({ api, number }) =>
      api.dictionary.change({
        do: 'createGroup',
        name: `group of page ${number}`,
        rules: { isExclusive: false, validDays: null, asksReason: false },
        tags: [`tag of page ${number}`],
      }),
  },
  'admin.people': {
    entity: 'user',
    action: 'list',
    call: ({ api }) => api.admin.people(),
    shows: showsPerson,
  },
  'admin.devices': {
    entity: 'device',
    action: 'list',
    call: ({ api }) => api.admin.devices(),
    shows: showsPerson,
  },
  'admin.audit': {
    entity: 'audit_entry',
    action: 'list',
    call: ({ api }) => api.admin.audit(),
    shows: (answer, { target }) => JSON.stringify(answer).includes(`mk${target.company}.co.person.name`),
  },
  'admin.createPerson': {
    entity: 'user',
    action: 'create',
    call: ({ api, target, own, number }) =>
      api.admin.createPerson({
        name: 'New person',
        account: `page${number}`,
        password: 'long enough to be one',
        role: 'rep',
        teamId: target === own && !own.hasTeam ? null : target.teamId,
      }),
  },
  'admin.leave': {
    entity: 'user',
    action: 'delete',
    call: ({ api, target }) => api.admin.leave({ personId: target.personId }),
    onlyRefused: true,
  },
  'admin.createEnrolmentCode': {
    entity: 'enrolment_code',
    action: 'create',
    call: ({ api, target }) => api.admin.createEnrolmentCode({ personId: target.personId }),
  },
  'admin.setEnrolmentPolicy': {
    entity: 'enrolment_policy',
    action: 'change',
    call: ({ api }) => api.admin.setEnrolmentPolicy({ codeRequired: false }),
  },
  'admin.revokeDevice': {
    entity: 'device',
    action: 'delete',
    call: ({ api, deviceId }) => api.admin.revokeDevice({ deviceId, mode: 'wipe' }),
    onlyRefused: true,
  },
  'admin.previewBook': {
    entity: 'book_preview',
    action: 'read',
    call: ({ api, target }) => api.admin.previewBook({ bookId: target.bookId }),
  },
  'admin.reassign': {
    entity: 'book',
    action: 'reassign',
    call: ({ api, target, own }) =>
      api.admin.reassign({
        bookId: target.bookId,
        fromPersonId: target.personId,
        toPersonId: own.personId,
        reason: 'matrix',
      }),
    onlyRefused: true,
  },
  'admin.bookCustomers': {
    entity: 'book_split',
    action: 'read',
    call: ({ api, target }) => api.admin.bookCustomers({ bookId: target.bookId }),
  },
  'admin.split': {
    entity: 'book_split',
    action: 'create',
    call: ({ api, target, own }) =>
      api.admin.split({
        fromBookId: target.bookId,
        fromPersonId: target.personId,
        toBookId: own.bookId,
        customerIds: [rowIdOf(target, 'customer')],
        reason: 'matrix',
      }),
    onlyRefused: true,
  },
  'admin.splits': {
    entity: 'book_split',
    action: 'list',
    call: ({ api }) => api.admin.splits(),
    shows: (answer, { target, own }) =>
      target.company === own.company || JSON.stringify(answer).includes(`mk${target.company}.`),
  },
  'import.runs': {
    entity: 'import_job',
    action: 'list',
    call: ({ api }) => api.import.runs(),
    // Its own runs are what it has been asked for; those of others would have to show up with their ids.
    shows: (answer, { place, importId }) =>
      place === 'own' || (answer as Array<{ id: string }>).some(({ id }) => id === importId),
  },
  'import.reinspect': {
    entity: 'import_job',
    action: 'read',
    call: ({ api, importId }) => api.import.reinspect({ importId, choice: {} }),
  },
  'import.preview': {
    entity: 'import_job',
    action: 'read',
    call: ({ api, importId }) => api.import.preview({ importId, choice: {} }),
  },
  'import.problems': {
    entity: 'import_job',
    action: 'read',
    call: ({ api, importId }) => api.import.problems({ importId, choice: {}, language: 'en' }),
  },
  'import.run': {
    entity: 'import_job',
    action: 'create',
    call: ({ api, importId }) => api.import.run({ importId, choice: {} }),
  },
  // Of a file or a run that is not there or not under way it does nothing, and says nothing.
  'import.keep': {
    entity: 'import_job',
    action: 'change',
    call: async ({ api, importId, place }) =>
      api.import.keep({ id: place === 'own' ? ((await api.import.runs())[0]?.id ?? importId) : importId }),
  },
  'import.undo': {
    entity: 'import_job',
    action: 'delete',
    call: async ({ api, importId, place }) =>
      api.import.undo({ id: place === 'own' ? ((await api.import.runs())[0]?.id ?? importId) : importId }),
  },
};

export const methodDoors: Record<string, MethodDoor | MethodDoor[]> = {
  ...customerMethods,
  ...entryMethods,
  ...accountMethods,
  ...onlineMethods,
};

/** Methods that name nothing of anybody else, and what is asked of them instead. */
export const otherMethods: Record<string, string> = {
  'session.get': 'says who is signed in here; needs nobody',
  'session.signIn': 'the sign-in itself; see the extra cases',
  'session.recover': 'a sign-in that makes a new file; asked in the cases of the page',
  'session.dismissRecovered': 'the own news; asked in the cases of the page',
  'session.signOut': 'ends the own session',
  'search.spell': 'pinyin of what was given; reads no row',
  'session.contact': 'looks for the server; needs nobody',
  'sync.state': 'counts of the own file; asked in the cases of the page',
  'sync.now': 'a round of the own device; asked in the cases of the page',
  'sync.rejections': 'the own refusals; asked in the cases of the page',
  'sync.dismissRejection': 'the own refusals; asked in the cases of the page',
  'attachment.drop': 'forgets a file that waits on the own form; says nothing of whether there was one',
  'attachment.retry': 'hands in again what the own device has',
  'plan.today': 'the own plan, names nothing; asked in the cases of the page',
  'plan.hidden': 'the own plan, names nothing; asked in the cases of the page',
  'plan.result': 'the own plan, names nothing; asked in the cases of the page',
  'plan.week': 'the own week, names customers of the own books; asked in the cases of the page',
  'plan.draft': 'a text of the company for an item of the own plan; asked in the cases of the page',
  'plan.start': 'the own plan, names nothing; asked in the cases of the page',
  'plan.close': 'the own plan, names nothing; asked in the cases of the page',
  'notice.take': 'counts of the own books, names nothing',
  'notice.settings': 'a switch of the own device',
  'notice.setOn': 'a switch of the own device',
  'signal.blockRate': 'counts of the own books, names nothing',
  'setting.places': 'names from the directory, which everybody of the company holds',
  'setting.list':
    'rows of the directory; of others only to the lead and the admin, see setting.test.ts of core',
  'patrol.card': 'the own books, names nothing',
  'moment.chainFigures': 'counts of the own books, names nothing',
  'household.link': 'names two customers; NOT_FOUND where one is not on the device, as of every other method',
  'listView.list': 'the own views, names nothing; asked in the cases of the page',
  'bulk.preview': 'counts customers on the device; others are missing, see bulk.test.ts of core',
  'bulk.apply': 'changes customers on the device; others are missing, see bulk.test.ts of core',
  'campaign.preview': 'counts customers on the device; others are missing, see campaign.test.ts of core',
  'campaign.plan': 'for customers on the device; others are missing, see campaign.test.ts of core',
  'campaign.list': 'counts of the own books, names nothing; see campaign.test.ts of core',
  'campaign.takeBack': 'the own ones alone; NOT_FOUND for another, see campaign.test.ts of core',
  'bulk.undo': 'takes back what this program did itself',
  'conflict.undo': 'takes back what this program did itself',
  'timeOff.list': 'the own days off and meetings, names nothing; asked in the cases of the page',
  'plan.reopen': 'the own plan, names nothing; asked in the cases of the page',
  'export.allowance': 'a count of the own exports, asked of the server',
  'export.run':
    'writes what the own file holds and nothing else; whether it may is the route of the server, see bulk_export',
  'import.inspect': 'reads a file that the page hands over; every import of the cells begins with it',
  'import.templates': 'the own kept mappings, names nothing; see import-order.test.ts of core',
  'import.keepTemplate': 'one of the own, of a file that is held; see import-order.test.ts of core',
  'import.stop': 'ends a run of the own program, found by its id or not; see import.test.ts of core',
  'import.drop':
    'forgets the own file; says nothing of whether there was one; asked in the cases of the page',
  live: 'tells the page what changed in the own file; asked in the cases of the page',
};
