/**
 * Who may do what with what, written by hand from what the product promises (shared/product, SPEC, ARCHITECTURE) and
 * never taken from the code: the matrix asks every door and this page knows the right answer.
 *
 * One letter per place, in the order own, team, other team, other company, as seen by the asker:
 * `A` allowed, `D` denied, `-` meaningless (a reason has to cover it). A row `action: reason` is meaningless altogether.
 */
export const principals = [
  'nobody',
  'rep',
  'rep-elsewhere',
  'lead',
  'lead-other-team',
  'admin',
  'left',
  'draining',
  'wiping',
  'moved',
  'former-owner',
] as const;
export type PrincipalName = (typeof principals)[number];

/** What each column stands for. */
export const principalNotes: Record<PrincipalName, string> = {
  nobody: 'no session',
  rep: 'rep of the first team, with a book',
  'rep-elsewhere': 'rep of another company',
  lead: 'lead of the first team, without a book',
  'lead-other-team': 'lead of the second team',
  admin: 'the only admin, in no team',
  left: 'former rep, disabled; the book is not reassigned yet, the device may hand in what it has',
  draining: 'valid rep on a device revoked with mode drain: may push, nothing else',
  wiping: 'valid rep on a device revoked with mode wipe: may do nothing',
  moved: 'rep moved to the second team while signed in (old token)',
  'former-owner': 'active rep whose only book went to a colleague: own = that book',
};

export const actions = [
  'list',
  'read',
  'search-hit',
  'create',
  'change',
  'delete',
  'reassign',
  'export',
  'share',
] as const;
export type ActionName = (typeof actions)[number];

export const places = ['own', 'team', 'other-team', 'other-company'] as const;
export type PlaceName = (typeof places)[number];

export interface PolicyGroup {
  entities: readonly string[];
  /** Why a `-` of the group is meaningless, by place. */
  blank?: Partial<Record<PlaceName, string>>;
  rows: string;
}

/** Reasons that hold for every group. */
export const generalBlanks: ReadonlyArray<{ principal: PrincipalName; place: PlaceName; reason: string }> = [
  { principal: 'nobody', place: 'own', reason: 'nobody has nothing of their own' },
  { principal: 'admin', place: 'team', reason: 'an admin is in no team' },
];

/**
 * Their session is over, or the book is gone from their device: what a letter allows them in a book they may only hand
 * in, at the door push. At every other door the letter counts as D.
 */
export const handInOnly: readonly PrincipalName[] = ['left', 'draining', 'former-owner'];

export const noExport = 'customers are exported by the command of bulk_export, which names none';
export const noShare = 'the program has no sharing and no merging yet';

export const replicatedPolicy: readonly PolicyGroup[] = [
  {
    entities: ['customer', 'contact_point'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      search-hit -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['promise', 'customer_order', 'touch', 'appointment', 'signal', 'need', 'relation'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['key_date', 'surprise', 'endorsement', 'sop_enrolment', 'deal', 'campaign_recipient'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // Facts: made and taken back, never changed.
    entities: ['note', 'moment', 'customer_tag', 'interest'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // Facts: made and taken back, never changed.
    entities: ['patrol', 'household_member', 'card_change', 'attachment'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // Made by the server; a person only decides.
    entities: ['conflict'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      create     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      change     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD DDDD
      delete     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // Worked out by the server: read with the book, written by nobody else.
    entities: ['outside_contact', 'tier_check'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD DDDD
      create     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      change     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: [
      'plan',
      'leave',
      'meeting',
      'list_view',
      'wechat_account',
      'friend_add',
      'group_chat',
      'import_template',
      'campaign',
    ],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD ADDD ADDD A-DD DDDD DDDD DDDD ADDD ADDD
      read       -DDD   ADDD ADDD ADDD ADDD A-DD DDDD DDDD DDDD ADDD ADDD
      create     -DDD   ADDD ADDD ADDD ADDD A-DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   ADDD ADDD ADDD ADDD A-DD ADDD ADDD DDDD ADDD ADDD
      delete     -DDD   ADDD ADDD ADDD ADDD A-DD ADDD ADDD DDDD ADDD ADDD
      reassign   -DDD   DDDD DDDD DDDD DDDD D-DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['plan_item'],
    blank: { own: 'a lead or admin has no book, so no customer to plan' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD ADDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD ADDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // What was posted in a group: made and taken back, never changed.
    entities: ['group_post'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD ADDD ADDD A-DD DDDD DDDD DDDD ADDD ADDD
      read       -DDD   ADDD ADDD ADDD ADDD A-DD DDDD DDDD DDDD ADDD ADDD
      create     -DDD   ADDD ADDD ADDD ADDD A-DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   DDDD DDDD DDDD DDDD D-DD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   ADDD ADDD ADDD ADDD A-DD ADDD ADDD DDDD ADDD ADDD
      reassign   -DDD   DDDD DDDD DDDD DDDD D-DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // That a masked number was looked at: made and taken back, never changed.
    entities: ['contact_reveal'],
    blank: { own: 'a lead or admin has no book, so no number to look at' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD ADDD
      read       -DDD   ADDD ADDD -DDD -DDD --DD DDDD DDDD DDDD ADDD ADDD
      create     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      change     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   ADDD ADDD -DDD -DDD --DD ADDD ADDD DDDD ADDD ADDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // The directory: read by the whole company, changed by commands only.
    entities: ['person'],
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   AAAD AAAD AAAD AAAD A-AD DDDD DDDD DDDD AAAD AAAD
      read       -DDD   AAAD AAAD AAAD AAAD A-AD DDDD DDDD DDDD AAAD AAAD
      create     -DDD   DDDD DDDD DDDD DDDD D-DD DDDD DDDD DDDD DDDD DDDD
      change     -DDD   DDDD DDDD DDDD DDDD D-DD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   DDDD DDDD DDDD DDDD D-DD DDDD DDDD DDDD DDDD DDDD
      reassign: no command moves a person to another team yet
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['team'],
    blank: { own: 'an admin is in no team', team: 'a team stands for itself' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       --DD   A-AD A-AD A-AD A-AD --AD D-DD D-DD D-DD A-AD A-AD
      read       --DD   A-AD A-AD A-AD A-AD --AD D-DD D-DD D-DD A-AD A-AD
      create     --DD   D-DD D-DD D-DD D-DD --DD D-DD D-DD D-DD D-DD D-DD
      change     --DD   D-DD D-DD D-DD D-DD --DD D-DD D-DD D-DD D-DD D-DD
      delete     --DD   D-DD D-DD D-DD D-DD --DD D-DD D-DD D-DD D-DD D-DD
      reassign: it has no owner
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    // The line of the directory that says whose book it is; the customers in it are the book entities above.
    entities: ['book'],
    blank: { own: 'a lead or admin has no book' },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       -DDD   AAAD AAAD -AAD -AAD --AD DDDD DDDD DDDD AAAD AAAD
      read       -DDD   AAAD AAAD -AAD -AAD --AD DDDD DDDD DDDD AAAD AAAD
      create     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      change     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      delete     -DDD   DDDD DDDD -DDD -DDD --DD DDDD DDDD DDDD DDDD DDDD
      reassign   -DDD   DDDD DDDD -DDD -DDD --AD DDDD DDDD DDDD DDDD DDDD
      search-hit: nothing searches it
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['content_item'],
    blank: {
      own: 'nobody is of no company',
      team: 'of the company, not of a team',
      'other-team': 'of the company, not of a team',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       ---D   A--D A--D A--D A--D A--D D--D D--D D--D A--D A--D
      read       ---D   A--D A--D A--D A--D A--D D--D D--D D--D A--D A--D
      search-hit ---D   A--D A--D A--D A--D A--D D--D D--D D--D A--D A--D
      create     ---D   D--D D--D D--D D--D D--D D--D D--D D--D D--D D--D
      change     ---D   D--D D--D D--D D--D D--D D--D D--D D--D D--D D--D
      delete     ---D   D--D D--D D--D D--D D--D D--D D--D D--D D--D D--D
      reassign: it has no owner
      export: ${noExport}
      share: ${noShare}`,
  },
  {
    entities: ['tag', 'setting', 'sop'],
    blank: {
      own: 'nobody is of no company',
      team: 'of the company, not of a team',
      'other-team': 'of the company, not of a team',
    },
    rows: `
      principal  nobody rep  else lead led2 admn left drai wipe move form
      list       ---D   A--D A--D A--D A--D A--D D--D D--D D--D A--D A--D
      read       ---D   A--D A--D A--D A--D A--D D--D D--D D--D A--D A--D
      create     ---D   D--D D--D D--D D--D D--D D--D D--D D--D D--D D--D
      change     ---D   D--D D--D D--D D--D D--D D--D D--D D--D D--D D--D
      delete     ---D   D--D D--D D--D D--D D--D D--D D--D D--D D--D D--D
      search-hit: nothing searches it
      reassign: it has no owner
      export: ${noExport}
      share: ${noShare}`,
  },
];
