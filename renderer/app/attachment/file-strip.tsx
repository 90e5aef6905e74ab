/** What is dropped on a form so far, and the button for those who neither drag nor paste. */
import { PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileTile } from './file-tile.tsx';
import { FileViewer } from './file-viewer.tsx';
import type { FileDrop } from './use-file-drop.ts';
import style from './attachment.module.css';

/** What the file dialogue offers; what a file is, its bytes tell. */
const accepted = 'image/png,image/jpeg,image/webp,image/gif,application/pdf,text/plain,.txt';

export function FileStrip({ drop }: { drop: FileDrop }) {
  const { t } = useTranslation('attachment');
  const chooser = useRef<HTMLInputElement>(null);
  const [looked, setLooked] = useState<string>();
  const { files, take, remove, problem, isBusy } = drop;
  return (
    <div className={style.strip}>
      {files.map((file) => (
        <FileTile
          key={file.id}
          file={file}
          onOpen={() => setLooked(file.id)}
          onRemove={() => remove(file.id)}
        />
      ))}
      <Button
        type="text"
        size="small"
        icon={<PaperClipOutlined />}
        loading={isBusy}
        title={t('addExplain')}
        onClick={() => chooser.current?.click()}
      >
        {t('add')}
      </Button>
      {files.length === 0 && <span className={style.hint}>{t('addHint')}</span>}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label={t('add')}
        onChange={({ target }) => {
          void take([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {problem !== undefined && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
      {looked !== undefined && files.some(({ id }) => id === looked) && (
        <FileViewer files={files} id={looked} onShow={setLooked} onClose={() => setLooked(undefined)} />
      )}
    </div>
  );
}
