/** ⑤ What was written, where to see it, and the way back. A run that was stopped asks what becomes of its part. */
import { CheckCircleOutlined, PauseCircleOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportRun } from '#shared/contract/import.ts';
import { useImportWizard, type UndoResult } from '../../stores/import-wizard.ts';
import { percentDone } from './import-file.ts';
import { useImportProgress } from './use-import-progress.ts';
import style from './import.module.css';

interface ReportStepProps {
  run: ImportRun;
  undone: UndoResult | null;
  busy: 'undo' | 'keep' | null;
  savingProblems: boolean;
  onSaveProblems: () => void;
  onUndo: () => void;
  onKeep: () => void;
  onRestart: () => void;
}

const outcomes = ['new', 'changed', 'same', 'bad'] as const;
const undoCounts = ['removed', 'restored', 'kept'] as const;

function Count({ name, count, label }: { name: string; count: number; label: string }) {
  return (
    <div data-outcome={name} data-some={count > 0 || undefined}>
      <dd>{count.toLocaleString()}</dd>
      <dt>{label}</dt>
    </div>
  );
}

export function ReportStep(props: ReportStepProps) {
  const { run, undone, busy, savingProblems, onSaveProblems, onUndo, onKeep, onRestart } = props;
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const progress = useImportWizard((state) => state.progress);
  useImportProgress(run.id);
  const isStopped = !undone && run.state === 'stopped';
  const [title, body] = undone
    ? ['history.undone', 'undo.body']
    : isStopped
      ? ['report.stopped', 'report.stoppedBody']
      : ['report.title', 'report.body'];
  return (
    <section className={style.report} aria-label={t('stepReport')}>
      <h2 data-stopped={isStopped || undefined}>
        {isStopped ? <PauseCircleOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />}
        {t(title)}
      </h2>
      <p aria-live="polite">
        {t(body, {
          name: run.fileName,
          written: run.written.toLocaleString(),
          rest: (run.total - run.written).toLocaleString(),
        })}
      </p>
      <dl className={style.counts}>
        {undone
          ? undoCounts.map((name) => (
              <Count key={name} name={name} count={undone[name]} label={t(`undo.${name}`)} />
            ))
          : outcomes.map((name) => (
              <Count key={name} name={name} count={run.counts[name]} label={t(`preview.${name}`)} />
            ))}
      </dl>
      {busy === 'undo' && (
        <Progress
          percent={progress ? percentDone(progress.done, progress.total) : 0}
          status="active"
          aria-label={t('undo.working')}
        />
      )}
      <div className={style.reportActions}>
        {isStopped ? (
          <>
            <Button type="primary" loading={busy === 'undo'} disabled={busy === 'keep'} onClick={onUndo}>
              {t('report.takeBack')}
            </Button>
            <Button loading={busy === 'keep'} disabled={busy === 'undo'} onClick={onKeep}>
              {t('report.keep')}
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={() => void navigate('/customers')}>
            {t('report.viewCustomers')}
          </Button>
        )}
        <Button disabled={busy !== null} onClick={onRestart}>
          {t('report.another')}
        </Button>
        {run.counts.bad > 0 && (
          <Button loading={savingProblems} onClick={onSaveProblems}>
            {t('problemFile.save', { count: run.counts.bad.toLocaleString() })}
          </Button>
        )}
        {!undone && !isStopped && (
          <Button onClick={() => void navigate('/customers?duplicates=1')}>{t('report.duplicates')}</Button>
        )}
        {!undone && !isStopped && (
          <Button type="text" loading={busy === 'undo'} onClick={onUndo}>
            {t('report.undo')}
          </Button>
        )}
      </div>
    </section>
  );
}
