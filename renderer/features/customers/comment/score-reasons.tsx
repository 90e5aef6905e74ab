import { CheckOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CommentReason } from '#shared/domain/comment/reason.ts';
import style from './comment.module.css';

/** What each part gave and why; what may still be won stands out. */
export function ScoreReasons({ reasons }: { reasons: readonly CommentReason[] }) {
  const { t } = useTranslation('customers');
  return (
    <ul className={style.reasons} aria-label={t('comment.reasons')}>
      {reasons.map((reason) => (
        <li key={reason.part} data-state={stateOf(reason)}>
          <ReasonIcon state={stateOf(reason)} />
          <span className={style.part}>{t(`comment.part.${reason.part}`)}</span>
          <span className={style.why}>
            {t(`comment.reason.${reason.part}.${reason.code}`, { ...reason.params })}
          </span>
          <span className={style.points}>
            {reason.of > 0 ? `${reason.points}/${reason.of}` : signed(reason.points)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ReasonIcon({ state }: { state: string }) {
  if (state === 'off') return <MinusOutlined aria-hidden />;
  return state === 'whole' ? <CheckOutlined aria-hidden /> : <PlusOutlined aria-hidden />;
}

function stateOf({ of, points }: CommentReason): 'whole' | 'part' | 'off' {
  if (of === 0) return 'off';
  return points >= of ? 'whole' : 'part';
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : `${points}`.replace('-', '−');
}
