import { LogoutOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PopoverBody } from '../components/popover-body.tsx';
import { PersonAvatar } from '../components/person-avatar.tsx';
import { LookChoices } from './look-choices.tsx';
import { useIdentity } from './session.tsx';
import { useSignOut } from './use-sign-out.tsx';

export function PersonMenu() {
  const { t } = useTranslation('common');
  const identity = useIdentity();
  const [open, setOpen] = useState(false);
  const signOut = useSignOut();
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={
        <PopoverBody>
          <div className="person-panel">
            <div className="person-panel-head">
              <PersonAvatar name={identity.name} size={40} />
              <div>
                <div className="person-panel-name">{identity.name}</div>
                <div className="person-panel-facts">
                  {[t(`role.${identity.role}`), identity.teamName, identity.companyName]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
            </div>
            <LookChoices />
            <Button
              block
              icon={<LogoutOutlined />}
              onClick={() => {
                setOpen(false);
                signOut();
              }}
            >
              {t('person.signOut')}
            </Button>
          </div>
        </PopoverBody>
      }
    >
      <button type="button" className="person-button">
        <PersonAvatar name={identity.name} size={28} />
        <span className="person-button-name">{identity.name}</span>
        <span className="visually-hidden">{t('person.menu')}</span>
      </button>
    </Popover>
  );
}
