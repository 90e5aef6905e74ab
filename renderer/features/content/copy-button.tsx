import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../../components/key-hint.tsx';
import style from './content.module.css';
import { useCopy } from './use-copy.ts';

export function CopyButton({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('content');
  const copy = useCopy();
  return (
    <span className={style.copy}>
      <KeyHint keys="c" />
      <Button
        size="small"
        type="text"
        icon={<CopyOutlined />}
        aria-label={t('copyItem', { title })}
        onClick={() => copy(text)}
      >
        {t('copy')}
      </Button>
    </span>
  );
}
