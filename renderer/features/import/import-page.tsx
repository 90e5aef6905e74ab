import { useQueryClient } from '@tanstack/react-query';
import { Steps } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../components/page-frame.tsx';
import { useApi, useOrpc } from '../../platform/api-context.tsx';
import { useImportWizard, type ImportStage, type ImportWizard } from '../../stores/import-wizard.ts';
import { CheckStep } from './check-step.tsx';
import { FileStep } from './file-step.tsx';
import * as action from './import-action.ts';
import { ImportHistory } from './import-history.tsx';
import { PreviewStep } from './preview-step.tsx';
import { ProblemNote } from './problem-note.tsx';
import { ReportStep } from './report-step.tsx';
import { RunStep } from './run-step.tsx';
import style from './import.module.css';

const steps: ImportStage['step'][] = ['file', 'check', 'preview', 'run', 'report'];
const stepTitles = ['stepFile', 'stepCheck', 'stepPreview', 'stepRun', 'stepReport'];

function StageView({ stage, busy }: { stage: ImportStage; busy: ImportWizard['busy'] }): ReactNode {
  const api = useApi();
  const { i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  switch (stage.step) {
    case 'file':
      return (
        <>
          <FileStep
            reading={busy?.with === 'inspect' ? busy.fileName : null}
            onFile={(file) => void action.chooseFile(api, file)}
          />
          <ImportHistory />
        </>
      );
    case 'check':
      return (
        <CheckStep
          inspection={stage.inspection}
          choice={stage.choice}
          detected={stage.detected}
          busy={busy?.with === 'reinspect' || busy?.with === 'preview' ? busy.with : null}
          onReading={(choice) => void action.readAgain(api, choice)}
          onMapping={action.changeMapping}
          onNext={() => void action.dryRun(api)}
          onRestart={() => action.startOver(api)}
        />
      );
    case 'preview':
      return (
        <PreviewStep
          kind={stage.inspection.kind}
          preview={stage.preview}
          choice={stage.choice}
          onDeleted={action.changeDeleted}
          onBack={action.backToCheck}
          savingProblems={busy?.with === 'problems'}
          onSaveProblems={() => void action.saveProblems(api, language)}
          onRun={() => void action.runImport(api)}
        />
      );
    case 'run':
      return (
        <RunStep
          importId={stage.inspection.importId}
          fileName={stage.inspection.fileName}
          onStop={() => void action.stopImport(api)}
        />
      );
    case 'report':
      return (
        <ReportStep
          run={stage.run}
          undone={stage.undone}
          busy={busy?.with === 'undo' || busy?.with === 'keep' ? busy.with : null}
          savingProblems={busy?.with === 'problems'}
          onSaveProblems={() => void action.saveProblems(api, language)}
          onKeep={() => void action.keepRun(api)}
          onUndo={() => void action.undoRun(api)}
          onRestart={() => action.startOver(api)}
        />
      );
  }
}

export function ImportPage() {
  const { t } = useTranslation('import');
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const { stage, busy, problem } = useImportWizard();
  const { step } = stage;
  useEffect(() => {
    if (step === 'file') void queryClient.invalidateQueries({ queryKey: orpc.import.runs.key() });
  }, [step, orpc, queryClient]);

  return (
    <PageFrame title={t('title')} subtitle={t('subtitle')} width="reading">
      <div className={style.page}>
        <Steps
          size="small"
          current={steps.indexOf(step)}
          items={stepTitles.map((title) => ({ title: t(title) }))}
        />
        <ProblemNote
          problem={problem}
          step={step}
          {...(step === 'preview' && { title: t('run.failed') })}
          {...(step === 'report' && { title: t('undo.failed') })}
        />
        <StageView stage={stage} busy={busy} />
      </div>
    </PageFrame>
  );
}
