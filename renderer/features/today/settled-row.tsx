import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PlanItemView } from '#shared/contract/plan.ts';
import { PendingMark } from '../../components/pending-mark.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { RelativeTime } from '../../components/time-text.tsx';
import { whatToDo } from './what-to-do.ts';

/** One line for what has been dealt with, and the way back. */
export function SettledRow(props: { item: PlanItemView; onOpen: () => void; onUndo?: () => void }) {
  const { t } = useTranslation('today');
  const { item } = props;
  const off = item.status === 'done' || item.status === 'skipped' ? null : item.offCode;
  const at = off ? item.displacedAt : item.statusAt;
  return (
    <li className="settled-row">
      <PersonAvatar name={item.name} size={28} />
      <button type="button" className="plan-row-name" onClick={props.onOpen}>
        {item.name}
      </button>
      <span className="settled-what">{whatToDo(item, t)}</span>
      <span
        className="settled-status"
        title={off ? `${t(`hidden.${off}.explain`)}${t('settled.offExplain')}` : undefined}
      >
        {off
          ? t('settled.off', { reason: t(`hidden.${off}.name`) })
          : item.status === 'skipped' && item.skipReason
            ? t('settled.skipped', { reason: t(`skip.${item.skipReason}`) })
            : t('settled.done')}
        {at && (
          <>
            {' · '}
            <RelativeTime at={at} />
          </>
        )}
      </span>
      {item.pending && <PendingMark compact />}
      {props.onUndo && !off && (
        <Button type="text" size="small" onClick={props.onUndo}>
          {t('settled.undo')}
        </Button>
      )}
    </li>
  );
}
