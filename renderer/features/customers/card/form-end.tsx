/** How a small form of the card ends: what is wrong with it, and the two ways out. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import contact from './contact-point.module.css';

interface FormEndProps {
  problem: string | undefined;
  saving: boolean;
  onSave: () => void;
  onCancel: () => void;
}

export function FormEnd({ problem, saving, onSave, onCancel }: FormEndProps) {
  const { t } = useTranslation('customers');
  return (
    <>
      {problem !== undefined && (
        <div className={contact.problem} role="alert">
          {problem}
        </div>
      )}
      <div className={contact.formLine}>
        <Button size="small" type="primary" loading={saving} onClick={onSave}>
          {t('action.save')}
        </Button>
        <Button size="small" type="text" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </>
  );
}
