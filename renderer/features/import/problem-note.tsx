import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../components/use-error-text.ts';
import type { ImportStage } from '../../stores/import-wizard.ts';
import { importProblemCode } from './import-problem.ts';

/** What went wrong, what is safe, what to do. */
interface ProblemNoteProps {
  problem: unknown;
  step: ImportStage['step'];
  title?: string;
}

export function ProblemNote({ problem, step, title }: ProblemNoteProps) {
  const { t } = useTranslation('import');
  const errorText = useErrorText();
  if (problem === null) return null;
  const code = importProblemCode(problem);
  // At the second step another encoding can be chosen; at the first the file as a whole was refused.
  const key = code === 'BAD_ENCODING' && step === 'check' ? 'BAD_ENCODING_CHOICE' : code;
  const text = key ? t(`problem.${key}`) : errorText(problem);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title ?? t('problem.title')}
      description={
        <>
          <div>{text}</div>
          <div>{t(step === 'preview' || step === 'report' ? 'problem.interrupted' : 'problem.safe')}</div>
        </>
      }
    />
  );
}
