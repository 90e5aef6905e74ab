/** A file in large, inside the program: pictures and text as they are, anything else to be saved. Arrows go to the next. */
import {
  DeleteOutlined,
  DownloadOutlined,
  FilePdfOutlined,
  LeftOutlined,
  LoadingOutlined,
  RightOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, StagedAttachment } from '#shared/contract/attachment.ts';
import { isImage } from '#shared/domain/attachment/file-kind.ts';
import { useReturnedFocus } from '../../components/focus.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { useErrorText } from '../../components/use-error-text.ts';
import { useApi } from '../../platform/api-context.tsx';
import { saveFile } from '../../platform/save-file.ts';
import { useShortcut } from '../shortcut.ts';
import { fileSize } from './file-size.ts';
import { type FileDoor, useAttachmentFile } from './use-attachment-file.ts';
import style from './attachment.module.css';

type Shown = StagedAttachment & Partial<Pick<AttachmentView, 'upload'>>;

interface FileViewerProps {
  files: readonly Shown[];
  /** The one that is looked at. */
  id: string;
  onShow: (id: string) => void;
  onClose: () => void;
  onDelete?: ((file: Shown) => void) | undefined;
  door?: FileDoor | undefined;
}

export function FileViewer({ files, id, onShow, onClose, onDelete, door }: FileViewerProps) {
  const { t } = useTranslation('attachment');
  const api = useApi();
  useReturnedFocus();
  const at = Math.max(
    0,
    files.findIndex((file) => file.id === id),
  );
  const file = files[at]!;
  const { bytes, url, error, isPending, refetch } = useAttachmentFile(file, door);
  const step = (by: number) => {
    const next = files[(at + by + files.length) % files.length];
    if (next) onShow(next.id);
  };
  const save = () => {
    if (bytes) saveFile(file.name, bytes);
  };
  // The panel it was opened from listens further out and would close as well.
  const close = (event: KeyboardEvent) => {
    event.stopPropagation();
    onClose();
  };
  useShortcut(
    t('viewer'),
    {
      Escape: { label: t('close'), run: close, whileTyping: true },
      ArrowLeft: { label: t('previous'), run: () => step(-1) },
      ArrowRight: { label: t('next'), run: () => step(1) },
      s: { label: t('save'), run: save },
    },
    { modal: true },
  );
  const size = [fileSize(file.size), ...(file.width ? [`${file.width} × ${file.height}`] : [])].join(' · ');
  return (
    <Modal
      open
      centered
      keyboard={false}
      width="min(1080px, calc(100vw - 48px))"
      title={<span className={style.viewerTitle}>{file.name}</span>}
      onCancel={onClose}
      footer={
        <div className={style.viewerFoot}>
          <span className={style.size}>
            {size}
            {files.length > 1 && ` · ${at + 1} / ${files.length}`}
          </span>
          {file.upload === 'failed' && (
            <Button onClick={() => void api.attachment.retry()}>{t('handInAgain')}</Button>
          )}
          {onDelete && (
            <Button icon={<DeleteOutlined />} onClick={() => onDelete(file)}>
              {t('delete')}
            </Button>
          )}
          <Button type="primary" icon={<DownloadOutlined />} disabled={!bytes} onClick={save}>
            {t('save')} <KeyHint keys="s" />
          </Button>
        </div>
      }
    >
      <div className={style.viewer}>
        {files.length > 1 && (
          <Button
            type="text"
            icon={<LeftOutlined />}
            aria-label={t('previous')}
            title={t('previous')}
            onClick={() => step(-1)}
          />
        )}
        <div className={style.stage}>
          <Content file={file} bytes={bytes} url={url} isPending={isPending} />
          {error && <Failure error={error} onRetry={() => void refetch()} />}
        </div>
        {files.length > 1 && (
          <Button
            type="text"
            icon={<RightOutlined />}
            aria-label={t('next')}
            title={t('next')}
            onClick={() => step(1)}
          />
        )}
      </div>
    </Modal>
  );
}

interface ContentProps {
  file: Shown;
  bytes: Blob | undefined;
  url: string | undefined;
  isPending: boolean;
}

function Content({ file, bytes, url, isPending }: ContentProps) {
  const { t } = useTranslation('attachment');
  if (isPending)
    return (
      <p className={style.blank} role="status">
        <LoadingOutlined />
        {t('loading')}
      </p>
    );
  if (!bytes) return null;
  if (isImage(file.mime)) return url ? <img className={style.large} src={url} alt={file.name} /> : null;
  if (file.mime === 'text/plain') return <Text id={file.id} bytes={bytes} />;
  return (
    <p className={style.blank}>
      <FilePdfOutlined />
      {t('saveToRead')}
    </p>
  );
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('attachment');
  const errorText = useErrorText();
  return (
    <div className={style.failure} role="alert">
      <p>{errorText(error)}</p>
      <Button onClick={onRetry}>{t('again')}</Button>
    </div>
  );
}

/** A longer text is saved and read elsewhere. */
const shownChars = 200_000;

function Text({ id, bytes }: { id: string; bytes: Blob }) {
  const text = useQuery({ queryKey: ['attachment', 'text', id], queryFn: () => textOf(bytes), gcTime: 0 });
  return <pre className={style.text}>{text.data}</pre>;
}

/** UTF-8, or else the encoding that Chinese Windows writes. */
async function textOf(bytes: Blob): Promise<string> {
  const raw = await bytes.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw).slice(0, shownChars);
  } catch {
    return new TextDecoder('gb18030').decode(raw).slice(0, shownChars);
  }
}
