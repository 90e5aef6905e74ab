/** ④ The import under way. It cannot be left half-way, and says so. */
import { Progress } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveEvent } from '../../platform/live.ts';
import { useImportWizard } from '../../stores/import-wizard.ts';
import { percentDone } from './import-file.ts';
import style from './import.module.css';

export function RunStep({ importId, fileName }: { importId: string; fileName: string }) {
  const { t } = useTranslation('import');
  const progress = useImportWizard((state) => state.progress);
  const onProgress = useCallback(
    (event: { importId: string; done: number; total: number }) => {
      if (event.importId !== importId) return;
      useImportWizard.setState({ progress: { done: event.done, total: event.total } });
    },
    [importId],
  );
  useLiveEvent('import', onProgress);
  return (
    <section className={style.running} aria-label={t('stepRun')}>
      <h2>{t('run.title', { name: fileName })}</h2>
      <Progress
        percent={progress ? percentDone(progress.done, progress.total) : 0}
        status="active"
        aria-label={t('stepRun')}
      />
      <p aria-live="polite">{t('run.working')}</p>
      <p>{t('run.atomic')}</p>
    </section>
  );
}
