import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../../../components/key-hint.tsx';
import style from './composer.module.css';

interface FormFootProps {
  saving: boolean;
  disabled: boolean;
  problem: string | undefined;
  onSave: () => void;
  children?: ReactNode;
}

/** The last line of a form: what went wrong or what else may be set, and the one button. */
export function FormFoot({ saving, disabled, problem, onSave, children }: FormFootProps) {
  const { t } = useTranslation('customers');
  return (
    <>
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
      <div className={style.foot}>
        <div className={style.footWords}>{children}</div>
        <div className={style.footEnd}>
          <KeyHint keys="mod+Enter" />
          <Button type="primary" loading={saving} disabled={disabled} onClick={onSave}>
            {t('action.save')}
          </Button>
        </div>
      </div>
    </>
  );
}
