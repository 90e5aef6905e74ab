/** A dropped or opened talk goes where pasted talks are looked at; a dropped text is asked about first. */
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editDraft, emptyDraft, setComposerTab } from '../../../stores/composer-draft.ts';
import { isPlainTextFile, isTalkFile, readTalkFile } from './talk-file.ts';

/** What fits the field. */
export const longestPaste = 2_000_000;

export function useTalkFile(customerId: string) {
  const { t } = useTranslation('capture');
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  /** Dropped, and not said yet what it is. */
  const [asked, setAsked] = useState<File>();

  const open = async (file: File) => {
    setAsked(undefined);
    const read = await readTalkFile(file);
    setComposerTab(customerId, 'talk');
    if ('problem' in read) return setProblem(t(`file.${read.problem}`, { name: file.name }));
    setProblem(undefined);
    // What else lies on the form stays there.
    const { files: _files, ...blank } = emptyDraft.talk;
    editDraft(customerId, 'talk', {
      ...blank,
      text: read.text.slice(0, longestPaste),
      isNew: true,
    });
  };
  /** While something is dragged only its type can be seen: a mail has often none, a picture has one. */
  const mayBeTalk = ({ dataTransfer }: DragEvent) =>
    [...dataTransfer.items].some(
      ({ kind, type }) => kind === 'file' && !/^(?:(?:image|video|audio)\/|application\/pdf$)/u.test(type),
    );
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!mayBeTalk(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const files = [...event.dataTransfer.files];
      const file = files.find(isTalkFile);
      // What is no talk is kept as it is by the form it was dropped on.
      if (!file && (event.defaultPrevented || !mayBeTalk(event))) return;
      event.preventDefault();
      if (file && isPlainTextFile(file)) setAsked(file);
      else if (file) void open(file);
      else setProblem(t('file.OTHER', { name: files[0]?.name ?? '' }));
    },
  };
  return { over, problem, open, drop, asked, forget: () => setAsked(undefined) };
}
