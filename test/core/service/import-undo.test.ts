import { describe, expect, test } from 'vitest';
import { dependents } from '#core/import/undo.ts';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { deleteScopeRows } from '#core/sync/erase-scope.ts';
import type { Entity } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import { book, cards, notesOf, run } from './import-fixture.ts';
import { createRep, type Rep } from './rep.ts';

describe('taking an import back', () => {
  test('removes the cards it made and gives earlier cards their former state', async () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王小明' }, phone: '13800138000' });
    const before = rep.customer.get(customerId);
    const { id } = await run(rep, book);
    expect(rep.customer.get(customerId).company).toBe('星光钢琴');
    expect(await rep.import.undo(id)).toEqual({ removed: 1, restored: 1, kept: 0 });
    // The import and its end both wait for the server.
    expect(cards(rep)).toEqual([{ ...before, pendingFields: ['company', 'source'] }]);
    expect(notesOf(rep, customerId)).toEqual([]);
    expect(rep.import.runs()[0]!.undoneAt).not.toBeNull();
    await expect(rep.import.undo(id)).rejects.toThrow('REFUSED ALREADY_UNDONE');
  });

  test('keeps what was edited since, value by value', async () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王小明' }, phone: '13800138000' });
    const { id } = await run(rep, book);
    rep.customer.patch(customerId, { company: '新公司' });
    rep.contactPoint.patch(rep.customer.get(customerId).contactPoints[1]!.id, { value: 'wxm_2' });
    expect(await rep.import.undo(id)).toEqual({ removed: 1, restored: 1, kept: 1 });
    const card = rep.customer.get(customerId);
    expect(card).toMatchObject({ company: '新公司', source: 'unknown', tags: [] });
    expect(card.contactPoints.map(({ value }) => value)).toEqual(['13800138000', 'wxm_2']);
  });

  test.each([
    ['a note', (rep: Rep, id: string) => void rep.note.create(id, '聊了很久')],
    ['a need', (rep: Rep, id: string) => void rep.need.create(id, '怕疼')],
    [
      'a touch',
      (rep: Rep, id: string) =>
        void rep.touch.log(id, { kind: 'chat', touchClass: 'care', body: '', replied: null }),
    ],
    [
      'a promise',
      (rep: Rep, id: string) =>
        void rep.promise.create(id, { body: '报价', dueAt: '2026-03-12T02:00:00.000Z' }),
    ],
    ['an edit', (rep: Rep, id: string) => void rep.customer.patch(id, { city: '杭州' })],
    ['a tag', (rep: Rep, id: string) => void rep.tag.add(id, '老同学')],
  ])('keeps a new card whole that has been given %s since', async (_, use) => {
    const rep = createRep();
    const { id } = await run(rep, book);
    const used = cards(rep).find(({ name }) => name === '王小明')!;
    use(rep, used.id);
    expect(await rep.import.undo(id)).toEqual({ removed: 1, restored: 0, kept: 1 });
    expect(cards(rep).map(({ name }) => name)).toEqual(['王小明']);
    expect(rep.customer.get(used.id).contactPoints).toHaveLength(2);
  });

  const withCustomer = (entities as readonly Entity[]).filter(({ columns }) => 'customerId' in columns);

  test('looks at every entity that hangs on a customer, but for those that are no work of a person', () => {
    const others = withCustomer
      .map(({ name }) => name)
      .filter((name) => !(dependents as readonly string[]).includes(name));
    expect(others.sort()).toEqual(['contact_reveal', 'outside_contact', 'plan_item', 'tier_check']);
  });

  test('keeps each new card that has a row of any of them since, and takes the untouched one away', async () => {
    const rep = createRep();
    const { db, bookId } = rep.context;
    const phones = dependents.map((_, at) => `1380013${String(8000 + at)}`);
    const rows = [...dependents, 'nothing'].map((name, at) => `${name},${phones[at] ?? '13900139000'}`);
    const { id } = await run(rep, ['姓名,手机', ...rows].join('\n'));
    rep.clock.pass(60_000);
    const at = new Date(rep.clock.now()).toISOString();
    const listed = () => rep.customer.list({}, { by: 'name', direction: 'asc' }).lines;
    for (const { id: customerId, name } of listed()) {
      if (name === 'nothing') continue;
      const needed = db
        .raw<{ name: string; type: string; notnull: number; dfltValue: unknown }>(
          `SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)`,
          name,
        )
        .filter((column) => column.notnull === 1);
      const own: Record<string, unknown> = {
        id: crypto.randomUUID(),
        scope_id: bookId,
        customer_id: customerId,
        created_at: at,
      };
      for (const column of needed) own[column.name] ??= column.type.toUpperCase() === 'INTEGER' ? 0 : '';
      const names = Object.keys(own);
      db.raw(
        `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) RETURNING id`,
        ...Object.values(own),
      );
    }
    expect(await rep.import.undo(id)).toEqual({ removed: 1, restored: 0, kept: dependents.length });
    expect(
      listed()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...dependents].sort());
  });

  test('the history of an import leaves the device with its book', async () => {
    const rep = createRep();
    await run(rep, book);
    const { db, bookId } = rep.context;
    const listeners = createRowListeners(db);
    db.transaction(() => {
      deleteScopeRows(db, listeners, bookId);
      for (const listener of listeners) listener.scopeErased(bookId);
    });
    expect([rep.count('import_run'), rep.count('import_change'), rep.count('customer_search')]).toEqual([
      0, 0, 0,
    ]);
  });
});
