/** ① Choose or drop one file. */
import { CloudUploadOutlined, LoadingOutlined } from '@ant-design/icons';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedFiles } from './import-file.ts';
import style from './import.module.css';

interface FileStepProps {
  /** Name of the file being read now. */
  reading: string | null;
  onFile: (file: File) => void;
}

export function FileStep({ reading, onFile }: FileStepProps) {
  const { t } = useTranslation('import');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && reading === null) onFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <button
        type="button"
        className={style.drop}
        data-over={over || undefined}
        aria-busy={reading !== null}
        onClick={() => input.current?.click()}
      >
        <span className={style.dropSign} aria-hidden="true">
          {reading === null ? <CloudUploadOutlined /> : <LoadingOutlined />}
        </span>
        <span className={style.dropTitle} aria-live="polite">
          {reading !== null ? t('drop.reading', { name: reading }) : t(over ? 'drop.release' : 'drop.title')}
        </span>
        <span className={style.dropHint}>{t('drop.accepts')}</span>
        <span className={style.dropHint}>{t('drop.local')}</span>
      </button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept={acceptedFiles}
        tabIndex={-1}
        aria-label={t('drop.choose')}
        onChange={(event) => {
          take(event.target.files);
          // The same file chosen again after a refusal must count as a new choice.
          event.target.value = '';
        }}
      />
    </div>
  );
}
