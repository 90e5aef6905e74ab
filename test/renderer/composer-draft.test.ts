import { beforeEach, describe, expect, it } from 'vitest';
import {
  editDraft,
  emptyDraft,
  keptOf,
  resetComposerDrafts,
  takeKept,
  useComposerDrafts,
} from '#renderer/stores/composer-draft.ts';

const file = (name: string) => ({ id: name, name, mime: 'image/png' as const, size: 1, width: 1, height: 1 });
const draftOf = (id: string) => useComposerDrafts.getState().byCustomer[id];
const kept = { ...keptOf({ ...emptyDraft, note: { ...emptyDraft.note, body: '女儿考上了' } })! };

describe('what is kept of a draft', () => {
  beforeEach(resetComposerDrafts);

  it('is nothing where nothing was written, whatever was chosen', () => {
    expect(keptOf(emptyDraft)).toBe(null);
    expect(keptOf({ ...emptyDraft, moment: { ...emptyDraft.moment, files: [file('一')] } })).not.toBe(null);
    expect(keptOf({ ...emptyDraft, tab: 'touch', note: { ...emptyDraft.note, body: ' \n' } })).toBe(null);
  });

  it('comes back whole, with files and ticks', () => {
    const note = { body: '女儿考上了', nextStep: '送花', ticked: ['x'], files: [file('一')] };
    const talk = { text: '聊天', roles: { 林悦: 'customer' as const }, messages: [0, 2], proposals: ['y'] };
    editDraft('a', 'note', note);
    editDraft('a', 'talk', { ...talk, isNew: true });
    const stored = JSON.parse(JSON.stringify(keptOf(draftOf('a')!))) as NonNullable<
      ReturnType<typeof keptOf>
    >;
    resetComposerDrafts();
    takeKept('a', stored);
    expect(draftOf('a')!.note).toEqual({ ...emptyDraft.note, ...note });
    expect(draftOf('a')!.talk).toEqual({ ...emptyDraft.talk, ...talk });
    expect(useComposerDrafts.getState().known.has('a')).toBe(true);
  });

  it('stands in front of what was typed before it came', () => {
    editDraft('a', 'note', { body: '还说' });
    editDraft('a', 'touch', { body: '打了电话' });
    takeKept('a', kept);
    expect(draftOf('a')!.note.body).toBe('女儿考上了\n还说');
    expect(draftOf('a')!.touch.body).toBe('打了电话');
    const ticked = keptOf({
      ...emptyDraft,
      note: { ...emptyDraft.note, ticked: ['x'], files: [file('一')] },
    })!;
    editDraft('b', 'note', { body: '还说', ticked: ['y'], files: [file('二')] });
    takeKept('b', ticked);
    expect(draftOf('b')!.note).toMatchObject({ ticked: ['x', 'y'], files: [file('一'), file('二')] });
  });

  it('is nobody’s any more once the person is gone', () => {
    takeKept('a', kept);
    resetComposerDrafts();
    expect(draftOf('a')).toBe(undefined);
    expect(useComposerDrafts.getState().known.size).toBe(0);
  });
});
