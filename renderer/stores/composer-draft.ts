/**
 * Unsaved text of the composer, per customer, so that switching cards loses nothing. Kept in memory only: a draft is
 * customer text, and customer text belongs in the encrypted file or nowhere.
 */
import type { StagedAttachment } from '#shared/contract/attachment.ts';
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
  touch: { kind: 'chat', touchClass: 'care', body: '', replied: null },
  moment: { kind: 'family', body: '', posted: 'justNow', liked: false, comment: '', files: [] },
  signal: { kind: 'message', body: '' },
  talk: { text: '', roles: {}, turns: {}, messages: [], proposals: [], edited: {}, isNew: false, files: [] },
};

interface ComposerDraftState {
  byCustomer: Readonly<Record<string, ComposerDraft>>;
}

export const useComposerDrafts = create<ComposerDraftState>(() => ({ byCustomer: {} }));

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

export function resetComposerDrafts(): void {
  useComposerDrafts.setState({ byCustomer: {} });
}

function change(customerId: string, update: (draft: ComposerDraft) => ComposerDraft): void {
  useComposerDrafts.setState((state) => ({
    byCustomer: { ...state.byCustomer, [customerId]: update(state.byCustomer[customerId] ?? emptyDraft) },
  }));
}
