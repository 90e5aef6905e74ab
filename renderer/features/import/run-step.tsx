/** ④ The import under way: how far it has come, and the way to stop it. */
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useImportWizard } from '../../stores/import-wizard.ts';
import { percentDone } from './import-file.ts';
import { useImportProgress } from './use-import-progress.ts';
import style from './import.module.css';

export function RunStep({
  importId,
  fileName,
  onStop,
}: {
  importId: string;
  fileName: string;
  onStop: () => void;
}) {
  const { t } = useTranslation('import');
  const { progress, isStopping } = useImportWizard();
  useImportProgress(importId);
  const done = progress?.done ?? 0;
  const total = progress?.total ?? 0;
  return (
    <section className={style.running} aria-label={t('stepRun')}>
      <h2>{t('run.title', { name: fileName })}</h2>
      <Progress percent={percentDone(done, total)} status="active" aria-label={t('stepRun')} />
      <p className={style.number} aria-live="off">
        {progress
          ? t('run.written', { done: done.toLocaleString(), total: total.toLocaleString() })
          : t('run.matching')}
      </p>
      <p>{t('run.safe')}</p>
      <div className={style.reportActions}>
        <Button onClick={onStop} loading={isStopping}>
          {t(isStopping ? 'run.stopping' : 'run.stop')}
        </Button>
      </div>
    </section>
  );
}
