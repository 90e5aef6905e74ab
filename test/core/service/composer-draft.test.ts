import { describe, expect, test } from 'vitest';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { deleteScopeRows } from '#core/sync/erase-scope.ts';
import type { KeptDraft } from '#shared/contract/composer-draft.ts';
import { createRep } from './rep.ts';

const draft = (body: string): KeptDraft => ({
  tab: 'note',
  note: { body, nextStep: '发报价', dueAt: '2026-03-12T02:00:00.000Z' },
  touch: { kind: 'chat', touchClass: 'care', body: '', replied: null, minutes: null },
  moment: { kind: 'family', body: '', posted: 'justNow', liked: false, comment: '' },
  signal: { kind: 'message', body: '' },
  talk: { text: '' },
});

describe('what is being written about a customer', () => {
  test('is kept in the file, is nobody else’s, and ends with null', () => {
    const rep = createRep();
    const [first, second] = ['王芳', '李强'].map(
      (name) => rep.customer.create({ fields: { name } }).customerId,
    ) as [string, string];
    const before = rep.mutations();
    rep.composerDraft.save(first, draft('女儿'));
    rep.composerDraft.save(first, draft('女儿考上了'));
    expect(rep.composerDraft.find(first)).toEqual(draft('女儿考上了'));
    expect(rep.composerDraft.find(second)).toBeUndefined();
    expect(rep.mutations()).toEqual(before);
    rep.composerDraft.save(first, null);
    expect(rep.count('composer_draft')).toBe(0);
  });

  test('is refused for a customer who is not on the device', () => {
    const rep = createRep();
    expect(() => rep.composerDraft.save(crypto.randomUUID(), draft('谁'))).toThrow('NOT_FOUND');
    expect(() => rep.composerDraft.find(crypto.randomUUID())).toThrow('NOT_FOUND');
  });

  test('leaves the device with the book', () => {
    const rep = createRep();
    rep.composerDraft.save(rep.customer.create({ fields: { name: '王芳' } }).customerId, draft('女儿'));
    const { db, bookId } = rep.context;
    const listeners = createRowListeners(db);
    db.transaction(() => {
      deleteScopeRows(db, listeners, bookId);
      for (const listener of listeners) listener.scopeErased(bookId);
    });
    expect(rep.count('composer_draft')).toBe(0);
  });

  test('of a program that kept other things, what cannot be read is not shown', () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王芳' } });
    rep.composerDraft.save(customerId, draft('女儿'));
    rep.context.db.raw(`UPDATE composer_draft SET draft = '{"tab":"later"}'`);
    expect(rep.composerDraft.find(customerId)).toBeUndefined();
  });
});
