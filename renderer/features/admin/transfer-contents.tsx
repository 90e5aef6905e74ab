import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BookPreview } from '#shared/protocol/admin.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { useNow, useRelativeText } from '../../components/time-text.tsx';
import { deviceContact } from './device-silence.ts';
import style from './admin.module.css';

const counted = [
  'customers',
  'notes',
  'touches',
  'moments',
  'openPromises',
  'openDeals',
  'orders',
  'tags',
  'contactPoints',
] as const;

interface TransferContentsProps {
  preview: BookPreview;
  /** Then the devices can hand in nothing any more. */
  hasOwnerLeft: boolean;
}

export function TransferContents({ preview, hasOwnerLeft }: TransferContentsProps) {
  const { t } = useTranslation('admin');
  const nowMs = useNow();
  const relative = useRelativeText();
  const when = (at: string | null) => (at === null ? t('transfer.never') : relative(at));
  const { owner, counts, devices } = preview;
  const isSilent =
    !hasOwnerLeft && devices.some(({ lastSeenAt }) => deviceContact(lastSeenAt, nowMs) !== 'recent');
  return (
    <>
      <section>
        <h2>{t('transfer.from')}</h2>
        {owner ? (
          <span className={style.person}>
            <PersonAvatar name={owner.name} size={28} />
            <strong>{owner.name}</strong>
            {hasOwnerLeft && <QuietTag tone="amber">{t('books.ownerLeft')}</QuietTag>}
          </span>
        ) : (
          <span className={style.faint}>{t('transfer.nobody')}</span>
        )}
      </section>
      <section>
        <h2>{t('transfer.contents')}</h2>
        <p className={style.faint}>{t('transfer.contentsHelp')}</p>
        <dl className={style.counts}>
          {counted.map((name) => (
            <div key={name}>
              <dd>{counts[name].toLocaleString()}</dd>
              <dt>{t(`transfer.count.${name}`)}</dt>
            </div>
          ))}
        </dl>
      </section>
      {owner && (
        <section>
          <h2>{t('transfer.devices')}</h2>
          {devices.length === 0 && <p className={style.faint}>{t('transfer.noDevices')}</p>}
          <ul className={style.devices}>
            {devices.map((device, index) => (
              <li key={index}>
                <strong>{device.name}</strong>
                <span className={style.faint}>
                  {[
                    t('transfer.seen', { at: when(device.lastSeenAt) }),
                    t('transfer.pushed', { at: when(device.lastPushAt) }),
                  ].join(' · ')}
                </span>
                {!hasOwnerLeft && deviceContact(device.lastSeenAt, nowMs) !== 'recent' && (
                  <QuietTag tone="amber">{t('transfer.silent')}</QuietTag>
                )}
              </li>
            ))}
          </ul>
          {isSilent && (
            <Alert
              type="warning"
              showIcon
              title={t('transfer.silentTitle')}
              description={t('transfer.silentBody')}
            />
          )}
          {devices.length > 0 && !isSilent && (
            <p className={style.faint}>{t(hasOwnerLeft ? 'transfer.leftBody' : 'transfer.recentBody')}</p>
          )}
        </section>
      )}
    </>
  );
}
