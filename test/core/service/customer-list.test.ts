/**
 * The list keeps what it shows in memory; whatever is written, it says what the file says (what is searched for is found
 * elsewhere: search.test.ts). The seed of a failure is printed.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deleteScopeRows } from '#core/sync/erase-scope.ts';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { loadListFacts } from '#core/db/repository/list-fact.ts';
import { loadSettings, loadSops } from '#core/db/repository/company-data.ts';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import { customerStatuses, tiers, trustStages, type Customer } from '#shared/domain/entity/book.ts';
import { customerSort, type CustomerFilter, type CustomerSort } from '#shared/domain/list-view.ts';
import { nextTouchOn } from '#shared/domain/plan/next-touch.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import type { Segment } from '#shared/domain/segment/segment.ts';
import { createRep, type Rep } from './rep.ts';

const names = ['单娜', '曾伟', '王芳', '李娜', 'Bob'];
const cities = ['杭州', '上海', '', '成都'];
const tagNames = ['怕痛', '老客户', '钢琴'];
const columns = customerSort.shape.by.options;

/** What somebody does with the book; `at`: whom it concerns. */
type Edit = { at: number } & (
  | {
      do:
        | 'create'
        | 'rename'
        | 'tag'
        | 'untag'
        | 'talk'
        | 'untalk'
        | 'delete'
        | 'restore'
        | 'order'
        | 'promise'
        | 'keyDate'
        | 'home'
        | 'rollback';
      n: number;
    }
  | { do: 'day' | 'setting' | 'erase' | 'many'; n: number }
);

/** Rarely what makes the list begin anew, or there would be nothing to keep right. */
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  n: fc.nat(),
  do: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('rename' as const, 'tag' as const, 'talk' as const) },
    { weight: 8, arbitrary: fc.constantFrom('untag' as const, 'untalk' as const, 'order' as const) },
    { weight: 6, arbitrary: fc.constantFrom('promise' as const, 'keyDate' as const, 'home' as const) },
    { weight: 8, arbitrary: fc.constantFrom('create' as const, 'delete' as const, 'restore' as const) },
    { weight: 3, arbitrary: fc.constantFrom('rollback' as const, 'day' as const, 'setting' as const) },
    { weight: 1, arbitrary: fc.constantFrom('erase' as const, 'many' as const) },
  ),
});

const sort: fc.Arbitrary<CustomerSort> = fc.record({
  by: fc.constantFrom(...columns),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});

const conditions = {
  tiers: fc.subarray([...tiers]),
  tags: fc.subarray(tagNames, { maxLength: 2 }),
  statuses: fc.subarray([...customerStatuses], { maxLength: 2 }),
  due: fc.boolean(),
  deleted: fc.boolean(),
  segment: fc.constantFrom<Segment[]>(
    { is: 'orders', atLeast: 1 },
    {
      any: [
        { is: 'tag', anyOf: ['钢琴'] },
        { is: 'paidFen', atLeast: 300 },
      ],
    },
    { not: { is: 'quietDays', atLeast: 10 } },
  ),
};

/** Mostly everybody, or one condition: several at once leave nobody to look at. */
const filter: fc.Arbitrary<CustomerFilter> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  ...Object.entries(conditions).map(([name, value]) => ({
    weight: 1,
    arbitrary: fc.record({ [name]: value as fc.Arbitrary<unknown> }) as fc.Arbitrary<CustomerFilter>,
  })),
  {
    weight: 1,
    arbitrary: fc.record(conditions, { requiredKeys: [] }) as fc.Arbitrary<CustomerFilter>,
  },
);

function applyEdit(rep: Rep, { do: what, at, n }: Edit): void {
  const { context, clock } = rep;
  const { db, bookId: scopeId } = context;
  const ids = db.raw<{ id: string }>('SELECT id FROM customer ORDER BY id').map(({ id }) => id);
  const fields = () => ({
    name: names[n % names.length]!,
    city: cities[n % cities.length]!,
    company: n % 3 === 0 ? '' : `第${n % 7}中学`,
    tier: tiers[n % tiers.length]!,
    trustStage: trustStages[n % trustStages.length]!,
    addedOn: addDays('2026-03-01', -(n % 40)),
  });
  if (what === 'create') {
    rep.customer.create({ fields: fields(), phone: `1380000${1_230 + (n % 9)}`, tags: [tagNames[n % 3]!] });
    return;
  }
  if (what === 'day') return clock.pass((1 + (n % 9)) * 86_400_000);
  if (what === 'setting') {
    context.pulled('setting', {
      scopeId: context.companyScopeId,
      key: 'rhythm.gapDays.C',
      value: 5 + (n % 40),
    });
    return;
  }
  if (what === 'erase') {
    const listeners = createRowListeners(db);
    db.transaction(() => {
      deleteScopeRows(db, listeners, scopeId);
      if (n % 2 === 0) for (const listener of listeners) listener.scopeErased(scopeId);
    });
    return;
  }
  const id = ids[at % Math.max(1, ids.length)];
  if (id === undefined) return;
  const find = (table: string) =>
    db.raw<{ id: string }>(`SELECT id FROM ${table} WHERE customer_id = ? AND deleted_at IS NULL`, id)[0]?.id;
  switch (what) {
    case 'rename':
      return void db.raw(
        'UPDATE customer SET name = ?, city = ?, company = ?, tier = ?, trust_stage = ?, status = ? WHERE id = ?',
        ...Object.values(fields()).slice(0, 5),
        customerStatuses[n % customerStatuses.length],
        id,
      );
    case 'tag':
      return void context.pulled('customer_tag', {
        scopeId,
        customerId: id,
        name: tagNames[n % 3],
        reason: '',
        expiresOn: n % 2 === 0 ? null : addDays(dateOf(clock.now()), n % 12),
      });
    case 'untag': {
      const tag = find('customer_tag');
      return tag === undefined ? undefined : rep.tag.remove(tag);
    }
    case 'promise':
      return void context.pulled('promise', {
        scopeId,
        customerId: id,
        body: 'x',
        dueAt: '2026-03-20T00:00:00.000Z',
        status: n % 3 === 0 ? 'kept' : 'open',
        closedAt: null,
      });
    case 'keyDate':
      return void context.pulled('key_date', {
        scopeId,
        customerId: id,
        kind: n % 2 === 0 ? 'birthday' : 'other',
        label: n % 4 === 0 ? '' : '女儿',
        calendar: n % 5 === 0 ? 'lunar' : 'solar',
        month: 1 + (n % 12),
        day: 1 + (n % 28),
        isLeapMonth: false,
        year: null,
      });
    case 'home':
      return void context.pulled('household_member', {
        scopeId,
        customerId: id,
        householdId: `0190000a-0001-7000-8000-00000000000${n % 2}`,
        relation: '',
      });
    case 'talk':
      return void rep.touch.log(id, { kind: 'chat', touchClass: 'care', body: '', replied: n % 2 === 0 });
    case 'untalk': {
      const touch = find('touch');
      return touch === undefined ? undefined : rep.touch.delete(touch);
    }
    case 'delete':
      return void db.raw(`UPDATE customer SET deleted_at = '2026-03-10T01:00:00.000Z' WHERE id = ?`, id);
    case 'restore':
      return void db.raw('UPDATE customer SET deleted_at = NULL WHERE id = ?', id);
    case 'order':
      return void context.pulled('customer_order', {
        scopeId,
        customerId: id,
        product: '护理',
        quantity: 1,
        paidFen: (n % 5) * 100,
        marginFen: 0,
        orderedOn: '2026-02-01',
      });
    case 'many':
      db.transaction(() => {
        for (let again = 0; again < 4_200; again++)
          db.raw('UPDATE customer SET remark = ? WHERE id = ?', String(again), ids[again % ids.length]);
      });
      return;
    case 'rollback':
      expect(() =>
        db.transaction(() => {
          db.raw('UPDATE customer SET name = ?', '不算数');
          throw new Error('taken back');
        }),
      ).toThrow('taken back');
  }
}

/** The same question answered from the file alone, one customer after another. */
const shownAs = (line: {
  id: string;
  name: string;
  tags: readonly string[];
  facts?: object | undefined;
}): string => `${line.id} ${line.name} ${[...line.tags].sort().join()} ${JSON.stringify(line.facts ?? null)}`;

function plainly(
  rep: Rep,
  asked: CustomerFilter,
  sorts: readonly CustomerSort[],
  withFacts: boolean,
): string[] {
  const { db } = rep.context;
  const on = dateOf(rep.clock.now());
  const settings = loadSettings(db);
  const bank = sopBankOf(loadSops(db), settings);
  const collator = new Intl.Collator('zh-CN');
  const one = <T>(sql: string, ...params: unknown[]) => db.raw<T>(sql, ...params)[0];
  const facts = loadListFacts(db, on);
  const all = db.raw<Customer>('SELECT * FROM customer').map((customer) => {
    const activity = one<{ contact: string | null; comment: string | null; unanswered: number }>(
      `SELECT last_contact_at AS contact, last_comment_at AS comment, unanswered FROM customer_activity WHERE customer_id = ?`,
      customer.id,
    ) ?? { contact: null, comment: null, unanswered: 0 };
    const tags = db
      .raw<{ name: string }>(
        `SELECT DISTINCT name FROM customer_tag WHERE customer_id = ? AND deleted_at IS NULL AND coalesce(expires_on, '9') >= ?`,
        customer.id,
        on,
      )
      .map(({ name }) => name);
    const sums = one<{ orders: number; paid: number | null }>(
      'SELECT count(*) AS orders, sum(paid_fen) AS paid FROM customer_order WHERE customer_id = ? AND deleted_at IS NULL',
      customer.id,
    )!;
    const text = one<{ key: string }>(
      'SELECT sort_key AS key FROM customer_search WHERE customer_id = ?',
      customer.id,
    )!;
    const ats = [activity.contact, activity.comment].filter((at) => at !== null).sort();
    const facts = { ...customer, lastContactAt: activity.contact, lastCommentAt: activity.comment };
    return {
      customer,
      tags,
      sums,
      text,
      lastTouchAt: ats.at(-1) ?? null,
      nextTouchOn: nextTouchOn({ ...facts, unanswered: activity.unanswered }, on, bank, settings),
    };
  });
  const quietSince = new Date(rep.clock.now() - 10 * 86_400_000).toISOString();
  const shown = all.filter(({ customer, tags, sums, lastTouchAt, nextTouchOn: nextOn }) => {
    const { segment } = asked;
    if ((customer.deletedAt !== null) !== (asked.deleted ?? false)) return false;
    if (asked.tiers?.length && !asked.tiers.includes(customer.tier)) return false;
    if (asked.statuses?.length && !asked.statuses.includes(customer.status)) return false;
    if (asked.tags?.some((tag) => !tags.includes(tag))) return false;
    if (asked.due && (nextOn === null || nextOn > on)) return false;
    if (segment && 'is' in segment) return sums.orders >= 1;
    if (segment && 'any' in segment) return tags.includes('钢琴') || (sums.paid ?? 0) >= 300;
    return segment ? lastTouchAt !== null && lastTouchAt > quietSince : true;
  });
  type Row = (typeof shown)[number];
  const valueOf = ({ customer, text, ...row }: Row, by: CustomerSort['by']): string | number | null => {
    if (by === 'name') return text.key;
    if (by === 'tier') return tiers.indexOf(customer.tier);
    if (by === 'trustStage') return trustStages.indexOf(customer.trustStage);
    const own = facts.get(customer.id);
    if (by === 'lastOrderOn' || by === 'portrait') return own?.[by] ?? null;
    if (by === 'openPromises' || by === 'household') return own?.[by] || null;
    if (by === 'keyDateOn') return own?.keyDate?.on ?? null;
    if (by === 'lastTouchAt' || by === 'nextTouchOn') return row[by];
    return customer[by] === '' ? null : customer[by];
  };
  const order = (a: Row, b: Row): number => {
    for (const { by, direction } of sorts) {
      const [left, right] = [valueOf(a, by), valueOf(b, by)];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      const isText = by === 'city' || by === 'company';
      const difference = isText ? collator.compare(String(left), String(right)) : left < right ? -1 : 1;
      return direction === 'asc' ? difference : -difference;
    }
    if (a.text.key !== b.text.key) return a.text.key < b.text.key ? -1 : 1;
    return a.customer.id < b.customer.id ? -1 : 1;
  };
  return shown
    .sort(order)
    .map(({ customer, tags }) =>
      shownAs({ ...customer, tags, facts: withFacts ? facts.get(customer.id) : undefined }),
    );
}

test('after any changes, any question in any order gets what the file alone would answer', () => {
  const rep = createRep();
  const step = fc.record({
    edits: fc.array(edit, { maxLength: 3 }),
    asked: filter,
    sorts: fc.array(sort, { minLength: 1, maxLength: 3 }),
    withFacts: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      while (rep.count('customer') < 4) applyEdit(rep, { do: 'create', at: 0, n: rep.count('customer') });
      for (const { edits, asked, sorts, withFacts } of steps) {
        for (const one of edits) applyEdit(rep, one);
        const [first, ...ties] = sorts as [CustomerSort, ...CustomerSort[]];
        const { lines, total } = rep.customer.list(asked, first, ties, withFacts);
        expect(lines.map(shownAs)).toEqual(plainly(rep, asked, sorts, withFacts));
        expect(total).toBe(rep.count('customer WHERE deleted_at IS NULL'));
      }
    }),
    { numRuns: 80, interruptAfterTimeLimit: 15_000 },
  );
}, 60_000);
