import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../components/key-hint.tsx';
import { openFrameWindow } from '../stores/frame-window.ts';
import { listShortcuts, useShortcut } from './shortcut.ts';

/** `?`: the keys that work where the person is now. */
export function KeyList() {
  const { t } = useTranslation('common');
  const [groups] = useState(listShortcuts);
  const close = (): void => openFrameWindow('none');
  useShortcut(
    'key-list',
    { '?': { label: '', run: close }, Escape: { label: '', run: close, whileTyping: true } },
    { modal: true },
  );
  return (
    <Modal open title={t('keys.title')} footer={null} onCancel={close} width={640}>
      <div className="key-list">
        {groups.map((group) => (
          <section key={group.scope}>
            <h3>{group.scope}</h3>
            <dl>
              {group.keys.map((key) => (
                <div key={key.shortcut}>
                  <dt>{key.label}</dt>
                  <dd>
                    <KeyHint keys={key.shortcut} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
