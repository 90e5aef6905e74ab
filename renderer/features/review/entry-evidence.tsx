/** What shows that a step was done, as the rep kept it: text pasted from the talk, and pictures. Nothing of it is kept here. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewItems } from '#shared/protocol/review.ts';
import { FileTile } from '../../app/attachment/file-tile.tsx';
import { FileViewer } from '../../app/attachment/file-viewer.tsx';
import style from './review.module.css';

type Shown = Pick<ReviewItems['entries'][number], 'evidence' | 'files'>;

export function hasEvidence({ evidence, files }: Shown): boolean {
  return evidence !== '' || files.length > 0;
}

export function EntryEvidence({ evidence, files }: Shown) {
  const { t } = useTranslation('review');
  const [looked, setLooked] = useState<string>();
  if (!hasEvidence({ evidence, files })) return null;
  return (
    <div className={style.evidence} role="group" aria-label={t('panel.evidence')}>
      {evidence !== '' && <blockquote>{evidence}</blockquote>}
      {files.map((file) => (
        <FileTile key={file.id} file={file} door="review" onOpen={() => setLooked(file.id)} />
      ))}
      {looked !== undefined && (
        <FileViewer
          files={files}
          id={looked}
          door="review"
          onShow={setLooked}
          onClose={() => setLooked(undefined)}
        />
      )}
    </div>
  );
}
