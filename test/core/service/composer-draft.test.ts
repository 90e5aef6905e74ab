import { describe, expect, test } from 'vitest';
import { sweepFiles } from '#core/db/repository/attachment-sweep.ts';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { deleteScopeRows } from '#core/sync/erase-scope.ts';
import { png } from '#test/support/picture.ts';
import type { KeptDraft } from '#shared/contract/composer-draft.ts';
import { createRep } from './rep.ts';

const draft = (body: string): KeptDraft => ({
  tab: 'note',
  note: {
    ...{ body, nextStep: '发报价', dueAt: '2026-03-12T02:00:00.000Z' },
    ...{ ticked: ['need|甲醛'], edited: { 'need|甲醛': { target: 'need', body: '怕甲醛' } }, files: [] },
  },
  touch: { kind: 'chat', touchClass: 'care', body: '', replied: null, minutes: null },
  moment: { kind: 'family', body: '', posted: 'justNow', liked: false, comment: '', files: [] },
  signal: { kind: 'message', body: '' },
  talk: { text: '', roles: {}, turns: {}, messages: [], proposals: [], edited: {}, files: [] },
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

  test('keeps the files that were taken in for it, as long as it is kept', () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王芳' } });
    const [own, other] = ['聊天.png', '别的.png'].map((name) =>
      rep.attachment.stage(customerId, name, png(name)),
    );
    const withFile = { ...draft('女儿'), note: { ...draft('女儿').note, files: [own!, other!] } };
    rep.composerDraft.save(customerId, withFile);
    rep.attachment.drop(other!.id);
    const sweep = () => sweepFiles(rep.context.db, '2027-01-01T00:00:00.000Z');
    sweep();
    expect(rep.composerDraft.find(customerId)!.note.files).toEqual([own]);
    rep.note.create(customerId, '女儿', undefined, [own!.id]);
    expect(rep.attachment.list(customerId).map(({ name }) => name)).toEqual(['聊天.png']);
    rep.composerDraft.save(customerId, null);
    sweep();
    expect(rep.count('attachment_staged')).toBe(0);
  });

  test('of an earlier program has no ticks, and an edit that cannot be read takes no text with it', () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王芳' } });
    rep.composerDraft.save(customerId, draft('女儿'));
    const put = (path: string, value: string) =>
      rep.context.db.raw(
        `UPDATE composer_draft SET draft = json_set(CAST(draft AS TEXT), '${path}', json(?))`,
        value,
      );
    put('$.note.edited', '{"need|甲醛":{"target":"need","body":""}}');
    expect(rep.composerDraft.find(customerId)!.note).toMatchObject({
      ...{ body: '女儿', ticked: ['need|甲醛'], edited: {} },
    });
    put('$.note', '{"body":"女儿","nextStep":""}');
    put('$.talk', '{"text":"聊天"}');
    expect(rep.composerDraft.find(customerId)).toMatchObject({
      note: { body: '女儿', ticked: [], files: [] },
      talk: { text: '聊天', messages: [], roles: {} },
    });
  });

  test('of a program that kept other things, what cannot be read is not shown', () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王芳' } });
    rep.composerDraft.save(customerId, draft('女儿'));
    rep.context.db.raw(`UPDATE composer_draft SET draft = '{"tab":"later"}'`);
    expect(rep.composerDraft.find(customerId)).toBeUndefined();
  });
});
