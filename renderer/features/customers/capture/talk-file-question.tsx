/** A dropped text may be a talk or a paper to keep: the person says which. */
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEscape } from '../use-escape.ts';
import style from '../composer/composer.module.css';

interface TalkFileQuestionProps {
  name: string;
  onRead: () => void;
  onKeep: () => void;
  onPass: () => void;
}

export function TalkFileQuestion({ name, onRead, onKeep, onPass }: TalkFileQuestionProps) {
  const { t } = useTranslation('capture');
  useEscape(true, onPass);
  return (
    <div className={style.ask} role="group" aria-label={t('file.ask', { name })}>
      <span role="status">{t('file.ask', { name })}</span>
      <Button size="small" autoFocus onClick={onRead}>
        {t('file.asTalk')}
      </Button>
      <Button size="small" onClick={onKeep}>
        {t('file.asAttachment')}
      </Button>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('file.pass')}
        title={t('file.pass')}
        onClick={onPass}
      />
    </div>
  );
}
