import { SearchOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../components/key-hint.tsx';
import { openFrameWindow } from '../stores/frame-window.ts';
import { PersonMenu } from './person-menu.tsx';
import { SyncStatus } from './sync-status.tsx';

export const TopBar = memo(function TopBar() {
  const { t } = useTranslation('common');
  return (
    <header className="frame-top">
      <button type="button" className="top-search" onClick={() => openFrameWindow('palette')}>
        <SearchOutlined />
        <span className="top-search-text">{t('palette.prompt')}</span>
        <KeyHint keys="mod+k" />
      </button>
      <div className="top-end">
        <SyncStatus />
        <PersonMenu />
      </div>
    </header>
  );
});
