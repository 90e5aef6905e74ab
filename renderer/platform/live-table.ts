/** Which queries show rows of which entity. A path is a prefix: `['customer']` covers every customer query. */
export const queriesOfEntity: Record<string, readonly (readonly string[])[]> = {
  list_view: [['listView']],
  customer: [['capture'], ['customer'], ['listView'], ['plan'], ['conflict'], ['surprise']],
  contact_point: [['capture'], ['customer']],
  customer_tag: [['capture'], ['customer'], ['listView']],
  promise: [
    ['capture'],
    ['customer', 'get'],
    ['customer', 'insight'],
    ['customer', 'list'],
    ['customer', 'timeline'],
    ['listView'],
    ['plan'],
  ],
  signal: [
    ['customer', 'timeline'],
    ['customer', 'get'],
    ['customer', 'insight'],
    ['signal'],
    ['plan'],
    ['moment', 'chainFigures'],
    ['moment', 'openers'],
  ],
  // What the list is searched by, and what a saved question counts.
  note: [
    ['capture'],
    ['customer', 'timeline'],
    ['customer', 'get'],
    ['customer', 'list'],
    ['listView'],
    ['plan'],
  ],
  touch: [
    ['customer', 'timeline'],
    ['customer', 'get'],
    ['customer', 'insight'],
    ['customer', 'list'],
    ['listView'],
    ['plan'],
    ['patrol'],
    ['signal', 'blockRate'],
    ['moment', 'chainFigures'],
    ['moment', 'openers'],
    ['account'],
  ],
  moment: [
    ['customer', 'timeline'],
    ['customer', 'get'],
    ['customer', 'list'],
    ['listView'],
    ['plan'],
    ['patrol'],
    ['moment', 'chainFigures'],
    ['moment', 'openers'],
  ],
  attachment: [['attachment', 'list']],
  patrol: [['patrol'], ['plan']],
  surprise: [['surprise'], ['plan']],
  customer_order: [
    ['customer', 'list'],
    ['listView'],
    ['customer', 'timeline'],
    ['customer', 'get'],
    ['customer', 'insight'],
  ],
  deal: [
    ['customer', 'timeline'],
    ['customer', 'get'],
    ['customer', 'insight'],
  ],
  conflict: [['conflict'], ['customer', 'get']],
  plan: [['plan']],
  plan_item: [['plan'], ['patrol']],
  campaign: [['campaign']],
  campaign_recipient: [['campaign'], ['plan']],
  appointment: [['customer', 'timeline'], ['customer', 'get'], ['customer', 'insight'], ['plan']],
  key_date: [
    ['capture'],
    ['customer', 'list'],
    ['customer', 'get'],
    ['customer', 'insight'],
    ['plan'],
    ['surprise'],
  ],
  household_member: [['customer', 'list'], ['customer', 'get'], ['plan']],
  outside_contact: [['customer', 'get'], ['plan']],
  tier_check: [['customer', 'insight']],
  need: [['capture'], ['customer', 'list'], ['customer', 'get'], ['customer', 'insight']],
  interest: [['capture'], ['customer', 'list'], ['customer', 'get'], ['surprise']],
  relation: [['capture'], ['customer', 'list'], ['customer', 'get']],
  endorsement: [['customer', 'get'], ['customer', 'insight'], ['plan']],
  card_change: [
    ['customer', 'get'],
    ['customer', 'insight'],
    ['customer', 'timeline'],
  ],
  contact_reveal: [],
  leave: [['timeOff'], ['plan']],
  meeting: [['timeOff'], ['plan']],
  wechat_account: [['account']],
  friend_add: [['account']],
  group_chat: [['account']],
  group_post: [['account']],
  tag: [['customer'], ['listView'], ['capture'], ['content'], ['dictionary']],
  sop: [['content'], ['plan'], ['sop'], ['customer', 'insight']],
  sop_enrolment: [['sop'], ['plan']],
  content_item: [['content'], ['campaign']],
  setting: [['setting'], ['plan'], ['signal', 'blockRate'], ['account'], ['surprise']],
  import_run: [['import', 'runs']],
  import_template: [['import', 'templates']],
};

/** The query paths to refetch after rows of these entities changed; null = everything (an entity the table does not know). */
export function queriesToRefetch(entities: readonly string[]): readonly (readonly string[])[] | null {
  const paths = new Map<string, readonly string[]>();
  for (const entity of entities) {
    const known = queriesOfEntity[entity];
    if (!known) return null;
    for (const path of known) paths.set(path.join('.'), path);
  }
  return [...paths.values()];
}
