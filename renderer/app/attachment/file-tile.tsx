/** One file in small: a picture as such, anything else by its name; with what stands between it and the company. */
import {
  CloseOutlined,
  CloudUploadOutlined,
  ExclamationCircleOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  LoadingOutlined,
  ReloadOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, StagedAttachment } from '#shared/contract/attachment.ts';
import { isImage } from '#shared/domain/attachment/file-kind.ts';
import { useErrorText } from '../../components/use-error-text.ts';
import { fileSize } from './file-size.ts';
import type { FileDoor } from './use-attachment-file.ts';
import { useThumbnail } from './use-thumbnail.ts';
import style from './attachment.module.css';

interface FileTileProps {
  file: StagedAttachment & Partial<Pick<AttachmentView, 'upload'>>;
  onOpen: () => void;
  onRemove?: (() => void) | undefined;
  door?: FileDoor | undefined;
}

export function FileTile({ file, onOpen, onRemove, door }: FileTileProps) {
  const { t } = useTranslation('attachment');
  return (
    <span className={style.tile}>
      <button
        type="button"
        className={style.open}
        data-picture={isImage(file.mime) || undefined}
        aria-label={t('open', { name: file.name })}
        title={`${file.name} · ${fileSize(file.size)}`}
        onClick={onOpen}
      >
        {isImage(file.mime) ? <Picture file={file} door={door} /> : <Named file={file} />}
      </button>
      {file.upload === 'waiting' && (
        <span className={style.state} role="img" aria-label={t('waiting')} title={t('waitingExplain')}>
          <CloudUploadOutlined />
        </span>
      )}
      {file.upload === 'failed' && (
        <span className={style.state} data-bad role="img" aria-label={t('failed')} title={t('failedExplain')}>
          <ExclamationCircleOutlined />
        </span>
      )}
      {onRemove && (
        <button
          type="button"
          className={style.remove}
          aria-label={t('remove', { name: file.name })}
          title={t('remove', { name: file.name })}
          onClick={onRemove}
        >
          <CloseOutlined />
        </button>
      )}
    </span>
  );
}

function Picture({ file, door }: Pick<FileTileProps, 'file' | 'door'>) {
  const { t } = useTranslation('attachment');
  const errorText = useErrorText();
  const { url, error } = useThumbnail(file, door);
  if (url) return <img className={style.picture} src={url} alt="" draggable={false} />;
  if (error)
    return (
      <span className={style.blank} title={errorText(error)}>
        <ReloadOutlined />
        {t('notHere')}
      </span>
    );
  return (
    <span className={style.blank}>
      <LoadingOutlined />
      {t('loading')}
    </span>
  );
}

function Named({ file }: Pick<FileTileProps, 'file'>) {
  return (
    <>
      {file.mime === 'application/pdf' ? <FilePdfOutlined /> : <FileTextOutlined />}
      <span className={style.name}>{file.name}</span>
      <span className={style.size}>{fileSize(file.size)}</span>
    </>
  );
}
