import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { fullText } from '../../components/time-format.ts';

interface TransferDoneProps {
  name: string;
  customers: number;
  at: string;
  onClose: () => void;
}

export function TransferDone({ name, customers, at, onClose }: TransferDoneProps) {
  const { t, i18n } = useTranslation('admin');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div aria-live="polite">
      <EmptyState
        icon={<CheckCircleOutlined />}
        title={t('transfer.doneTitle', { name })}
        text={t('transfer.doneBody', { name, count: customers, at: fullText(at, i18n.language) })}
        action={
          <Button ref={button} type="primary" onClick={onClose}>
            {t('transfer.close')}
          </Button>
        }
      />
    </div>
  );
}
