/** ⑤ What was written, where to see it, and the way back. */
import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportRun } from '#shared/contract/import.ts';
import type { UndoResult } from '../../stores/import-wizard.ts';
import style from './import.module.css';

interface ReportStepProps {
  run: ImportRun;
  undone: UndoResult | null;
  undoing: boolean;
  onUndo: () => void;
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

export function ReportStep({ run, undone, undoing, onUndo, onRestart }: ReportStepProps) {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  return (
    <section className={style.report} aria-label={t('stepReport')}>
      <h2>
        <CheckCircleOutlined aria-hidden />
        {t(undone ? 'history.undone' : 'report.title')}
      </h2>
      <p aria-live="polite">{t(undone ? 'undo.body' : 'report.body', { name: run.fileName })}</p>
      <dl className={style.counts}>
        {undone
          ? undoCounts.map((name) => (
              <Count key={name} name={name} count={undone[name]} label={t(`undo.${name}`)} />
            ))
          : outcomes.map((name) => (
              <Count key={name} name={name} count={run.counts[name]} label={t(`preview.${name}`)} />
            ))}
      </dl>
      <div className={style.reportActions}>
        <Button type="primary" onClick={() => void navigate('/customers')}>
          {t('report.viewCustomers')}
        </Button>
        <Button onClick={onRestart}>{t('report.another')}</Button>
        {!undone && (
          <Button type="text" loading={undoing} onClick={onUndo}>
            {t('report.undo')}
          </Button>
        )}
      </div>
    </section>
  );
}
