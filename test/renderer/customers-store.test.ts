import { beforeEach, describe, expect, test } from 'vitest';
import {
  clearDraft,
  editDraft,
  emptyDraft,
  giveBackDraft,
  resetComposerDrafts,
  setComposerTab,
  useComposerDrafts,
} from '#renderer/stores/composer-draft.ts';
import {
  clearCustomerFilter,
  isFiltered,
  isSameFilter,
  resetCustomerList,
  selectCustomer,
  setCustomerFilter,
  setCustomerSort,
  toggled,
  useCustomerList,
} from '#renderer/stores/customer-list.ts';

describe('the filter of the customer list', () => {
  beforeEach(() => resetCustomerList());

  test('is the same whatever its parts were chosen first', () => {
    const asked = { segment: { all: [{ is: 'tier', in: ['A', 'B'] }, { is: 'due' }] }, due: true } as never;
    const kept = { due: true, segment: { all: [{ in: ['A', 'B'], is: 'tier' }, { is: 'due' }] } } as never;
    expect(isSameFilter(asked, kept)).toBe(true);
    expect(isSameFilter(asked, { ...(kept as object), due: false })).toBe(false);
    const turned = { due: true, segment: { all: [{ is: 'due' }, { is: 'tier', in: ['A', 'B'] }] } } as never;
    expect(isSameFilter(asked, turned)).toBe(false);
  });

  test('adds up, and an emptied field is no filter', () => {
    setCustomerFilter({ search: 'zxy', tiers: ['A'] });
    setCustomerFilter({ due: true });
    expect(useCustomerList.getState().filter).toEqual({ search: 'zxy', tiers: ['A'], due: true });
    setCustomerFilter({ search: '', tiers: [], due: false });
    expect(useCustomerList.getState().filter).toEqual({});
    expect(isFiltered(useCustomerList.getState().filter)).toBe(false);
  });

  test('is cleared without losing the sort and the selection', () => {
    setCustomerSort({ by: 'name', direction: 'asc' });
    selectCustomer('one');
    setCustomerFilter({ tags: ['宝妈'] });
    clearCustomerFilter();
    expect(useCustomerList.getState()).toMatchObject({
      filter: {},
      sort: { by: 'name', direction: 'asc' },
      selectedId: 'one',
    });
  });

  test('a value is toggled in and out', () => {
    expect(toggled(undefined, 'A')).toEqual(['A']);
    expect(toggled(['A', 'B'], 'A')).toEqual(['B']);
  });
});

describe('drafts of the composer', () => {
  beforeEach(() => resetComposerDrafts());
  const draftOf = (id: string) => useComposerDrafts.getState().byCustomer[id] ?? emptyDraft;

  test('of one customer do not show on the card of another', () => {
    editDraft('one', 'note', { body: '女儿钢琴八级' });
    expect(draftOf('one').note.body).toBe('女儿钢琴八级');
    expect(draftOf('two')).toEqual(emptyDraft);
  });

  test('a save empties its own form only', () => {
    editDraft('one', 'note', { body: '说到体检' });
    editDraft('one', 'moment', { body: '去了三亚', liked: true });
    setComposerTab('one', 'moment');
    clearDraft('one', 'note');
    expect(draftOf('one').note).toEqual(emptyDraft.note);
    expect(draftOf('one').moment).toMatchObject({ body: '去了三亚', liked: true });
    expect(draftOf('one').tab).toBe('moment');
  });

  test('what a failed save gives back stands in front of what was typed meanwhile, with its choices and files', () => {
    const file = { id: 'a', name: 'a.png', bytes: 1, width: null, height: null } as never;
    editDraft('one', 'note', { body: '说到体检', nextStep: '问结果', files: [file] });
    editDraft('one', 'talk', { text: '在吗' });
    const { note, talk } = draftOf('one');
    clearDraft('one', 'note');
    clearDraft('one', 'talk');
    editDraft('one', 'note', { body: '还有孩子' });
    giveBackDraft('one', 'note', note);
    giveBackDraft('one', 'talk', talk);
    expect(draftOf('one').note).toEqual({ ...note, body: '说到体检\n还有孩子' });
    expect(draftOf('one').talk).toEqual(talk);
  });
});
