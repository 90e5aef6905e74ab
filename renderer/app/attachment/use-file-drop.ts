/** Files come in by paste, by drop and by choice; each is taken in at once and named to the form when it is. */
import { useCallback, useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagedAttachment } from '#shared/contract/attachment.ts';
import { mostMegabytes } from '#shared/domain/attachment/attachment-setting.ts';
import { useErrorText } from '../../components/use-error-text.ts';
import { useApi } from '../../platform/api-context.tsx';

export type FilesUpdate = (files: readonly StagedAttachment[]) => readonly StagedAttachment[];

/** What one save may take along (contract `stagedIds`). */
const mostAtOnce = 20;

export function useFileDrop(
  customerId: string,
  files: readonly StagedAttachment[],
  onFiles: (update: FilesUpdate) => void,
  /** What is dropped and is not meant for this form, such as a file that is read and not kept. */
  isForOthers: (file: File) => boolean = () => false,
) {
  const { t } = useTranslation(['attachment', 'common']);
  const api = useApi();
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(0);
  const [isOver, setOver] = useState(false);
  /** Enter and leave come for every element that is passed. */
  const depth = useRef(0);

  const take = useCallback(
    async (given: readonly File[]) => {
      setProblem(undefined);
      // Each of those that are refused is named.
      const refuse = (name: string, reason: string) =>
        setProblem((former) => [former, t('refused', { name, reason })].filter(Boolean).join('\n'));
      if (given.length + files.length > mostAtOnce) return setProblem(t('tooMany', { count: mostAtOnce }));
      for (const file of given) {
        const name = file.name || t('pasted');
        if (file.size > mostMegabytes * 1_048_576) {
          refuse(name, t('common:error.detail.ATTACHMENT_TOO_LARGE'));
          continue;
        }
        setBusy((count) => count + 1);
        try {
          const staged = await api.attachment.stage({ customerId, name, bytes: file });
          onFiles((former) => [...former, staged]);
        } catch (error) {
          refuse(name, errorText(error));
        } finally {
          setBusy((count) => count - 1);
        }
      }
    },
    [api, customerId, errorText, files.length, onFiles, t],
  );
  const remove = (id: string) => {
    onFiles((former) => former.filter((file) => file.id !== id));
    void api.attachment.drop({ id }).catch(() => {});
  };
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  const isFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    files,
    ids: files.map(({ id }) => id),
    take,
    remove,
    problem,
    isBusy: busy > 0,
    /** For the element around the whole form. */
    zone: {
      'data-drop': isOver || undefined,
      // What an office program copies is text with a picture of it: then the text is meant.
      onPaste(event: ClipboardEvent) {
        const pasted = [...event.clipboardData.files];
        if (event.defaultPrevented || pasted.length === 0) return;
        if (event.clipboardData.types.includes('text/plain')) return;
        event.preventDefault();
        void take(pasted);
      },
      onDragEnter(event: DragEvent) {
        if (!isFiles(event)) return;
        depth.current += 1;
        setOver(true);
      },
      onDragLeave(event: DragEvent) {
        if (isFiles(event) && --depth.current <= 0) leave();
      },
      onDragOver(event: DragEvent) {
        if (isFiles(event)) event.preventDefault();
      },
      onDrop(event: DragEvent) {
        if (!isFiles(event)) return;
        leave();
        const own = [...event.dataTransfer.files].filter((file) => !isForOthers(file));
        if (own.length === 0) return;
        event.preventDefault();
        void take(own);
      },
    },
  };
}
export type FileDrop = ReturnType<typeof useFileDrop>;
