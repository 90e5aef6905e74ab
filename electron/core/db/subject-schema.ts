/** Local-only tables of the subjects (search index, import runs). Their migrations are numbered after 0001. */
export interface SubjectTables {
  customer_search: {
    customerId: string;
    /** Orders names by pinyin. */
    sortKey: string;
    /** What a search looks into, folded; see search-text.ts. */
    haystack: string;
    /** Normalised phone numbers, each followed by `;`. */
    phones: string;
    /** Name and nickname as they can be typed, see spelling.ts; one line each. */
    spelling: string;
    /** WeChat ids and tag names, folded, one line each. */
    wechat: string;
    tags: string;
  };
  /** Texts of the full-text index; `id` follows the time of the row. */
  text_entry: { id: number; entity: string; rowId: string; grams: string };
  /** Rows whose text waits to be taken in. */
  text_dirty: { rowId: string; entity: string; at: string };
  customer_activity: {
    customerId: string;
    /** Last chat, call or visit. */
    lastContactAt: string | null;
    lastCommentAt: string | null;
    lastReplyAt: string | null;
    /** Touches known to be unanswered since the last answered one. */
    unanswered: number;
    /** Plan item behind the last touch (likes not counted), if it came from the list. */
    lastItemId: string | null;
    /** Care touches (likes not counted) since the last promo; since ever where there was none. */
    careSince: number;
  };
  search_dirty: { customerId: string };
  activity_dirty: { customerId: string };
  /** What a rep is writing about a customer (contract composer-draft), as JSON. */
  composer_draft: { customerId: string; draft: string };
  /** What a rep wrote under a moment and has not logged; `copiedAt`: taken to WeChat, not yet known whether posted. */
  comment_draft: { momentId: string; body: string; copiedAt: string | null };
  import_run: {
    id: string;
    scopeId: string;
    fileName: string;
    at: string;
    newCount: number;
    sameCount: number;
    changedCount: number;
    badCount: number;
    undoneAt: string | null;
    /** What the rows of the file were. */
    kind: 'customer' | 'order';
    /** `running`: or the program ended in the middle of it; `undoing` as well. */
    state: 'running' | 'stopped' | 'done' | 'undoing' | 'undone';
    /** Of `total` persons to write, those that are written. The counts are of what is written, too. */
    written: number;
    total: number;
  };
  /** How the columns of files with these headers were mapped, as this device kept it for itself. */
  former_template: {
    id: string;
    name: string;
    kind: 'customer' | 'order';
    headers: string;
    columns: { index: number; header: string; field: string; label?: string }[];
    at: string;
  };
  import_change: {
    runId: string;
    entity: string;
    rowId: string;
    customerId: string;
    isInsert: boolean;
    oldFields: Record<string, unknown>;
    newFields: Record<string, unknown>;
    /** Of a new customer: the rows that came with it, as entity, id and fields to compare. */
    rows: [entity: string, id: string, fields: Record<string, unknown>][] | null;
  };
}
