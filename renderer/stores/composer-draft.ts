/**
 * Unsaved text of the composer, per customer, so that switching cards loses nothing. Core keeps it in the encrypted file
 * (use-kept-draft.ts), and nothing else does: a draft is customer text.
 */
import type { StagedAttachment } from '#shared/contract/attachment.ts';
import type { KeptDraft } from '#shared/contract/composer-draft.ts';
import type { momentKinds, TouchClass, TouchKind } from '#shared/domain/entity/book.ts';
import type { signalKinds } from '#shared/domain/entity/care.ts';
import type { ProposalTargetInput } from '#shared/contract/capture.ts';
import type { SpeakerRole, TalkRole } from '#shared/domain/capture/talk-note.ts';
import { create } from 'zustand';

export type ComposerTab = 'note' | 'touch' | 'moment' | 'signal' | 'talk';

export type EditedProposals = Readonly<Record<string, ProposalTargetInput>>;

/** Files that were taken in and are kept with what is saved; their bytes lie in the encrypted file already. */
interface WithFiles {
  files: readonly StagedAttachment[];
}

export interface NoteDraft extends WithFiles {
  body: string;
  nextStep: string;
  /** The instant the next step is due; unset = no next step. */
  dueAt: string | undefined;
  /** Keys of the proposals that are ticked. */
  ticked: readonly string[];
  /** Proposals the person has changed, by their keys. */
  edited: EditedProposals;
}

export interface TouchDraft {
  kind: TouchKind;
  touchClass: TouchClass;
  body: string;
  replied: boolean | null;
  /** What it took; null: not said. */
  minutes: number | null;
}

export interface MomentDraft extends WithFiles {
  kind: (typeof momentKinds)[number];
  body: string;
  posted: 'justNow' | 'today' | 'yesterday' | 'dayBefore';
  liked: boolean;
  comment: string;
}

export interface SignalDraft {
  kind: (typeof signalKinds)[number];
  body: string;
}

export interface TalkDraft extends WithFiles {
  /** As pasted. */
  text: string;
  /** Who is who, as far as the person has said it. */
  roles: Readonly<Record<string, SpeakerRole>>;
  /** Where two people have one name: who speaks from the message at that place on. */
  turns: Readonly<Record<string, TalkRole>>;
  /** Places of the messages and keys of the proposals that are ticked. */
  messages: readonly number[];
  proposals: readonly string[];
  edited: EditedProposals;
  /** Just pasted: the focus goes on to the first question. */
  isNew: boolean;
}

export interface ComposerDraft {
  tab: ComposerTab;
  note: NoteDraft;
  touch: TouchDraft;
  moment: MomentDraft;
  signal: SignalDraft;
  talk: TalkDraft;
}

export const emptyDraft: ComposerDraft = {
  tab: 'note',
  note: { body: '', nextStep: '', dueAt: undefined, ticked: [], edited: {}, files: [] },
  touch: { kind: 'chat', touchClass: 'care', body: '', replied: null, minutes: null },
  moment: { kind: 'family', body: '', posted: 'justNow', liked: false, comment: '', files: [] },
  signal: { kind: 'message', body: '' },
  talk: { text: '', roles: {}, turns: {}, messages: [], proposals: [], edited: {}, isNew: false, files: [] },
};

interface ComposerDraftState {
  byCustomer: Readonly<Record<string, ComposerDraft>>;
  /** Of these what core has kept was taken: from then on the page knows better. */
  known: ReadonlySet<string>;
  /** A form of these was emptied and is being saved: until that is over, the file keeps its text. */
  saving: ReadonlySet<string>;
}

export const useComposerDrafts = create<ComposerDraftState>(() => ({
  byCustomer: {},
  known: new Set(),
  saving: new Set(),
}));

export function useComposerDraft(customerId: string): ComposerDraft {
  return useComposerDrafts((state) => state.byCustomer[customerId] ?? emptyDraft);
}

export function setComposerTab(customerId: string, tab: ComposerTab): void {
  change(customerId, (draft) => ({ ...draft, tab }));
}

export function editDraft<Part extends ComposerTab>(
  customerId: string,
  part: Part,
  fields: Partial<ComposerDraft[Part]>,
): void {
  change(customerId, (draft) => ({ ...draft, [part]: { ...draft[part], ...fields } }));
}

/** Files come in while other things are typed: the change is made to what is there by then. */
export function editDraftFiles(
  customerId: string,
  part: 'note' | 'moment' | 'talk',
  update: (files: readonly StagedAttachment[]) => readonly StagedAttachment[],
): void {
  change(customerId, (draft) => ({ ...draft, [part]: { ...draft[part], files: update(draft[part].files) } }));
}

/** When a save begins: empties one form, so that what is typed while it goes on is the next entry. */
export function clearDraft(customerId: string, part: ComposerTab): void {
  change(customerId, (draft) => ({ ...draft, [part]: emptyDraft[part] }));
}

export function setSaving(customerId: string, isSaving: boolean): void {
  const saving = new Set(useComposerDrafts.getState().saving);
  if (isSaving) saving.add(customerId);
  else saving.delete(customerId);
  useComposerDrafts.setState({ saving });
}

/** After a save that failed or was taken back: what was in the form, in front of what was typed there since. */
export function giveBackDraft<Part extends ComposerTab>(
  customerId: string,
  part: Part,
  taken: ComposerDraft[Part],
): void {
  change(customerId, (draft) => {
    const name = part === 'talk' ? 'text' : 'body';
    const textOf = (fields: object) => (fields as Record<typeof name, string>)[name];
    const text = [textOf(taken), textOf(draft[part])].filter((words) => words !== '').join('\n');
    const files = 'files' in taken && { files: [...taken.files, ...(draft[part] as WithFiles).files] };
    return { ...draft, [part]: { ...taken, [name]: text, ...files } };
  });
}

/** What is worth keeping of it; null where nothing was written and no file was taken in. */
export function keptOf({ tab, note, touch, moment, signal, talk }: ComposerDraft): KeptDraft | null {
  const texts = [note.body, note.nextStep, touch.body, moment.body, moment.comment, signal.body, talk.text];
  const files = [note, moment, talk].flatMap((part) => part.files);
  if (files.length === 0 && texts.every((text) => text.trim() === '')) return null;
  return {
    tab,
    note: {
      ...{ body: note.body, nextStep: note.nextStep, dueAt: note.dueAt },
      ...{ ticked: [...note.ticked], edited: { ...note.edited }, files: [...note.files] },
    },
    touch,
    moment: {
      kind: moment.kind,
      body: moment.body,
      posted: moment.posted,
      liked: moment.liked,
      comment: moment.comment,
      files: [...moment.files],
    },
    signal,
    talk: {
      ...{ text: talk.text, roles: { ...talk.roles }, turns: { ...talk.turns } },
      ...{ messages: [...talk.messages], proposals: [...talk.proposals] },
      ...{ edited: { ...talk.edited }, files: [...talk.files] },
    },
  };
}

/** What core has kept, in front of what was typed before it came. */
export function takeKept(customerId: string, kept: KeptDraft | null): void {
  const { byCustomer, known } = useComposerDrafts.getState();
  useComposerDrafts.setState({ known: new Set(known).add(customerId) });
  if (!kept) return;
  const now = byCustomer[customerId];
  change(customerId, () => ({
    tab: now?.tab ?? kept.tab,
    note: { ...emptyDraft.note, ...kept.note },
    touch: kept.touch,
    moment: { ...emptyDraft.moment, ...kept.moment },
    signal: kept.signal,
    talk: { ...emptyDraft.talk, ...kept.talk },
  }));
  if (!now) return;
  for (const part of ['note', 'touch', 'moment', 'signal', 'talk'] as const) addTyped(customerId, part, now);
}

/** Files and ticks of both; places of messages are those of the text that stands in front. */
function both(kept: object, now: object): object {
  const [a, b] = [kept, now] as [Partial<NoteDraft & TalkDraft>, Partial<NoteDraft & TalkDraft>];
  const union = (of: 'ticked' | 'proposals') => a[of] && { [of]: [...new Set([...a[of], ...(b[of] ?? [])])] };
  return {
    ...(a.files && { files: [...a.files, ...(b.files ?? [])] }),
    ...union('ticked'),
    ...union('proposals'),
    ...(a.edited && { edited: { ...a.edited, ...b.edited } }),
    ...(a.messages && { messages: a.messages, turns: a.turns, roles: { ...a.roles, ...b.roles } }),
  };
}

function addTyped<Part extends ComposerTab>(customerId: string, part: Part, now: ComposerDraft): void {
  const name = part === 'talk' ? 'text' : 'body';
  const textOf = (fields: object) => (fields as Record<typeof name, string>)[name];
  const typed = textOf(now[part]);
  if (typed === '' && !('files' in now[part] && (now[part] as WithFiles).files.length > 0)) return;
  change(customerId, (kept) => {
    const text = [textOf(kept[part]), typed].filter((words) => words !== '').join('\n');
    return { ...kept, [part]: { ...kept[part], ...now[part], [name]: text, ...both(kept[part], now[part]) } };
  });
}

export function resetComposerDrafts(): void {
  useComposerDrafts.setState({ byCustomer: {}, known: new Set(), saving: new Set() });
}

function change(customerId: string, update: (draft: ComposerDraft) => ComposerDraft): void {
  useComposerDrafts.setState((state) => ({
    byCustomer: { ...state.byCustomer, [customerId]: update(state.byCustomer[customerId] ?? emptyDraft) },
  }));
}
