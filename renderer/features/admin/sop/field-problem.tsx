import { useTranslation } from 'react-i18next';
import type { SopProblem } from '#shared/domain/plan/sop/check.ts';
import style from './sop.module.css';

/** What is wrong with a field, in words, below it. */
export function FieldProblem({
  problems,
  field,
}: {
  problems: readonly SopProblem[];
  field: SopProblem['field'];
}) {
  const { t } = useTranslation('sop');
  const found = problems.find((one) => one.field === field);
  if (!found) return null;
  return (
    <span className={style.problem} role="alert">
      {t(`problem.${found.field}_${found.code}`)}
    </span>
  );
}
