/**
 * Which fields may be read and written, by hand and apart from the policy of rows. `made`: given once, when the row is
 * inserted; `kept`: may be changed afterwards. What is in neither list may not be written by anybody.
 */
interface FieldRule {
  made: readonly string[];
  kept: readonly string[];
}

/** With every row that is sent, before its own fields. The server alone sets them, but for a deletion. */
export const sentWithEveryRow = ['id', 'version', 'createdAt', 'createdBy', 'deletedAt', 'late'];

/** Tried in every insert and every patch, in both spellings a database and a program know. */
export const neverWritten: Readonly<Record<string, unknown>> = {
  ownerId: '01900001-0003-7000-8000-000000000001',
  owner_id: '01900001-0003-7000-8000-000000000001',
  teamId: '01900001-0002-7000-8000-000000000001',
  team_id: '01900001-0002-7000-8000-000000000001',
  companyId: '01900002-0001-7000-8000-000000000001',
  company_id: '01900002-0001-7000-8000-000000000001',
  scopeId: '01900001-0004-7000-8000-000000000002',
  scope_id: '01900001-0004-7000-8000-000000000002',
  bookIdOfRow: '01900001-0004-7000-8000-000000000002',
  createdBy: '01900001-0003-7000-8000-000000000002',
  created_by: '01900001-0003-7000-8000-000000000002',
  createdAt: '2020-01-01T00:00:00.000Z',
  id: '01900001-0009-7000-8000-000000000002',
  version: 1,
  late: false,
  role: 'admin',
  fieldVersion: {},
  field_version: {},
  passwordHash: 'x',
  constructor: {},
};

export const fieldRules: Readonly<Record<string, FieldRule>> = {
  customer: {
    made: ['receivedAt'],
    kept: [
      'name',
      'addressAs',
      'nickname',
      'gender',
      'birthdayOn',
      'company',
      'jobTitle',
      'city',
      'tier',
      'trustStage',
      'source',
      'intent',
      'intentAt',
      'status',
      'consent',
      'addedOn',
      'remark',
      'quietFrom',
      'quietTo',
      'isLegalHold',
      'personaKind',
      'taboo',
      'presence',
      'sourcePlatform',
      'sourceCampaign',
      'sourcePlacement',
      'intentProduct',
      'intentBasis',
      'intentNote',
      'cue',
      'grade',
      'triagedAt',
      'nextOn',
      'nextReason',
      'nextSetAt',
      'mergedIntoId',
      'mergeUndo',
      'absorbedAt',
    ],
  },
  contact_point: { made: ['customerId'], kept: ['kind', 'value', 'label'] },
  customer_tag: { made: ['customerId', 'tagId', 'name', 'expiresOn', 'reason'], kept: [] },
  promise: { made: ['customerId'], kept: ['body', 'dueAt', 'status', 'closedAt'] },
  customer_order: {
    made: ['customerId'],
    kept: ['product', 'quantity', 'paidFen', 'marginFen', 'orderedOn'],
  },
  moment: { made: ['customerId', 'kind', 'body', 'postedAt'], kept: [] },
  touch: {
    made: [
      'customerId',
      'kind',
      'touchClass',
      'body',
      'happenedAt',
      'minutes',
      'momentId',
      'planItemId',
      'quality',
      'evidence',
    ],
    kept: ['replied'],
  },
  note: { made: ['customerId', 'body', 'happenedAt', 'origin'], kept: [] },
  plan: {
    made: ['planOn', 'builtAt', 'availableMinutes', 'listHash'],
    kept: ['startedAt', 'closedAt', 'reflection', 'madeBy', 'openedAt'],
  },
  plan_item: {
    made: [
      'planId',
      'planOn',
      'bookId',
      'customerId',
      'kind',
      'subject',
      'score',
      'deciMinutes',
      'reasons',
      'dueAt',
      'lateAfterAt',
      'insertedAt',
    ],
    kept: ['ordinal', 'status', 'statusAt', 'skipReason', 'displacedAt'],
  },
  appointment: {
    made: ['customerId'],
    kept: ['title', 'place', 'startAt', 'minutes', 'status', 'closedAt'],
  },
  key_date: {
    made: ['customerId'],
    kept: ['kind', 'label', 'calendar', 'month', 'day', 'isLeapMonth', 'year'],
  },
  signal: { made: ['customerId', 'kind', 'happenedAt', 'formerStatus'], kept: ['body', 'dueAt', 'closedAt'] },
  surprise: { made: ['customerId'], kept: ['body', 'priceFen', 'status', 'givenAt'] },
  patrol: { made: ['customerId', 'happenedAt', 'outcome'], kept: [] },
  household_member: { made: ['customerId', 'householdId', 'relation'], kept: [] },
  endorsement: { made: ['customerId', 'kind'], kept: ['score', 'isPaid', 'body', 'happenedOn'] },
  need: { made: ['customerId', 'origin', 'originId'], kept: ['body', 'status', 'answeredAt'] },
  interest: { made: ['customerId', 'topic', 'kind', 'seenAt', 'origin', 'originId'], kept: [] },
  relation: { made: ['customerId'], kept: ['role', 'name', 'remark', 'otherId'] },
  card_change: {
    made: ['customerId', 'field', 'fromValue', 'toValue', 'reason', 'signs', 'happenedAt'],
    kept: [],
  },
  attachment: {
    made: ['customerId', 'ownerKind', 'ownerId', 'hash', 'size', 'mime', 'name', 'width', 'height'],
    kept: [],
  },
  contact_reveal: { made: ['bookId', 'customerId', 'contactPointId', 'kind', 'revealedAt'], kept: [] },
  list_view: { made: [], kept: ['name', 'filter', 'sorts', 'columns', 'ordinal'] },
  leave: { made: [], kept: ['fromOn', 'toOn', 'kind'] },
  meeting: { made: [], kept: ['meetOn', 'title', 'minutes'] },
};

/** Written by no device; `conflict` but for its status. What of them is read. */
export const readOnlyFields: Readonly<Record<string, readonly string[]>> = {
  conflict: [
    'entity',
    'rowId',
    'customerId',
    'field',
    'keptValue',
    'keptBy',
    'keptAt',
    'lateValue',
    'lateBy',
    'lateAt',
    'status',
  ],
  person: ['name', 'account', 'role', 'teamId', 'status'],
  team: ['name'],
  book: ['name', 'ownerId', 'receivedAt', 'formerOwnerId'],
  tag: ['name', 'groupName', 'ordinal', 'isExclusive', 'validDays'],
  content_item: ['kind', 'title', 'body', 'concern', 'ordinal', 'offerFromOn', 'offerToOn', 'offerTag'],
  sop: ['code', 'name', 'purpose', 'edition', 'steps'],
  setting: ['key', 'value', 'teamId', 'personId'],
  outside_contact: ['customerId', 'talkAts', 'promoAts', 'householdPromoAts', 'openOn'],
};

/** A body each route takes for right, so that what is refused is what was added to it. */
export const bodies: Readonly<Record<string, object>> = {
  '/v1/sync/pull': { scopes: {} },
  '/v1/sync/push': { deviceEpoch: 'x', mutations: [] },
  '/v1/review/days': { from: '2026-02-01', to: '2026-02-01' },
  '/v1/review/items': { personId: '01900001-0003-7000-8000-000000000063', on: '2026-02-01' },
  '/v1/review/signals': {},
  '/v1/review/autopsy': { signalId: '01900001-0003-7000-8000-000000000063' },
  '/v1/review/sign-promo': { personId: '01900001-0003-7000-8000-000000000063', signed: true },
  '/v1/export/begin': { format: 'csv', rows: 1, filter: '' },
  '/v1/setting/set': { key: 'autopsy.days', value: 14, teamId: null, personId: null },
  '/v1/content/save-offer': {
    id: null,
    offer: { title: 'X', body: 'x', fromOn: '2026-02-01', toOn: null, tag: '' },
  },
  '/v1/admin/person/create': {
    name: 'X',
    account: 'extra-field',
    password: 'long enough to be one',
    role: 'rep',
    teamId: null,
  },
  '/v1/admin/person/leave': { personId: '01900001-0003-7000-8000-000000000063' },
  '/v1/admin/enrolment-code': { personId: '01900001-0003-7000-8000-000000000063' },
  '/v1/admin/enrolment-policy': { codeRequired: false },
  '/v1/admin/device/revoke': { deviceId: '01900001-0003-7000-8000-000000000063', mode: 'drain' },
  '/v1/admin/book/preview': { bookId: '01900001-0004-7000-8000-000000000063' },
  '/v1/admin/book/customers': { bookId: '01900001-0004-7000-8000-000000000063' },
  '/v1/admin/book/reassign': {
    bookId: '01900001-0004-7000-8000-000000000063',
    fromPersonId: null,
    toPersonId: '01900001-0003-7000-8000-000000000063',
    reason: 'x',
  },
  '/v1/admin/book/split': {
    fromBookId: '01900001-0004-7000-8000-000000000063',
    fromPersonId: null,
    toBookId: '01900001-0004-7000-8000-000000000064',
    customerIds: ['01900001-0009-7000-8000-000000000063'],
    reason: 'x',
  },
  '/v1/attachment/missing': { ids: ['01900001-0003-7000-8000-000000000063'] },
  '/v1/attachment/bytes': { id: '01900001-0003-7000-8000-000000000063' },
  '/v1/device/drained': { unsent: 0 },
  '/v1/device/receipt': { filesRemoved: 0, unsent: 0, wipedAt: '2026-02-01T08:00:00.000Z' },
};

/** Added to every body, one at a time. */
export const addedToBodies: Readonly<Record<string, unknown>> = {
  companyId: '01900002-0001-7000-8000-000000000001',
  company_id: '01900002-0001-7000-8000-000000000001',
  actorId: '01900001-0003-7000-8000-00000000000c',
  ownerId: '01900001-0003-7000-8000-000000000001',
  scopeId: '01900001-0004-7000-8000-000000000002',
  asRole: 'admin',
  status: 'active',
  deletedAt: null,
};
