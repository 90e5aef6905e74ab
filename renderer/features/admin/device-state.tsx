/** How far the taking back of a device has come, in words a person can act on. */
import { useTranslation } from 'react-i18next';
import type { AdminDevice } from '#shared/protocol/admin.ts';
import { QuietTag } from '../../components/quiet-tag.tsx';
import { RelativeTime } from '../../components/time-text.tsx';
import style from './admin.module.css';

export function DeviceState({ device }: { device: AdminDevice }) {
  const { t } = useTranslation('admin');
  const { status, orderedAt, wipedAt, unsent } = device;
  if (status === 'active') return t('devices.state.active');
  const at = status === 'wiped' ? wipedAt : orderedAt;
  const isWaiting = status === 'draining' || status === 'wiping';
  return (
    <span className={style.personWords}>
      <span>
        <QuietTag tone={isWaiting ? 'amber' : 'plain'}>{t(`devices.state.${status}`)}</QuietTag>
      </span>
      <span className={style.faint}>
        {at && <RelativeTime at={at} />}
        {status === 'wiped' && ` ${unsentText(unsent)}`}
      </span>
    </span>
  );

  function unsentText(count: number | null): string {
    if (count === null) return t('devices.unsentUnknown');
    return count === 0 ? t('devices.unsentNone') : t('devices.unsent', { count });
  }
}
