/** The files kept with an entry of the history. Loaded for the whole customer at once, handed down to the entries. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, StagedAttachment } from '#shared/contract/attachment.ts';
import { FileTile } from '../../../app/attachment/file-tile.tsx';
import { FileViewer } from '../../../app/attachment/file-viewer.tsx';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import style from './timeline.module.css';

const FilesContext = createContext<ReadonlyMap<string, readonly AttachmentView[]>>(new Map());

export function CustomerFiles({ customerId, children }: { customerId: string; children: ReactNode }) {
  const orpc = useOrpc();
  const { data } = useQuery(orpc.attachment.list.queryOptions({ input: { customerId } }));
  const byOwner = useMemo(() => Map.groupBy(data ?? [], ({ ownerId }) => ownerId), [data]);
  return <FilesContext.Provider value={byOwner}>{children}</FilesContext.Provider>;
}

export function EntryFiles({ ownerId, readOnly }: { ownerId: string; readOnly: boolean }) {
  const { t } = useTranslation('attachment');
  const api = useApi();
  const undoToast = useUndoToast();
  const fail = useFailToast();
  const files = useContext(FilesContext).get(ownerId) ?? [];
  const [looked, setLooked] = useState<string>();
  if (files.length === 0) return null;
  const remove = async ({ id }: StagedAttachment) => {
    setLooked(undefined);
    try {
      await api.attachment.delete({ id });
      undoToast(t('deleted'), () => api.attachment.restore({ id }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <div className={style.files} role="group" aria-label={t('files')}>
      {files.map((file) => (
        <FileTile key={file.id} file={file} onOpen={() => setLooked(file.id)} />
      ))}
      {looked !== undefined && files.some(({ id }) => id === looked) && (
        <FileViewer
          files={files}
          id={looked}
          onShow={setLooked}
          onClose={() => setLooked(undefined)}
          onDelete={readOnly ? undefined : (file) => void remove(file)}
        />
      )}
    </div>
  );
}
