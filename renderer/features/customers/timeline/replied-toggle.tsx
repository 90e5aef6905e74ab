import { CheckOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#shared/contract/timeline.ts';
import { useFailToast } from '../../../components/undo-toast.tsx';
import { useApi } from '../../../platform/api-context.tsx';
import style from './timeline.module.css';

interface RepliedToggleProps {
  entry: Extract<TimelineEntry, { type: 'touch' }>;
  readOnly: boolean;
}

/** Did they answer? Pressing the chosen answer again takes it back. */
export function RepliedToggle({ entry, readOnly }: RepliedToggleProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const fail = useFailToast();
  const answers = [
    [true, t('timeline.replied')],
    [false, t('timeline.notReplied')],
  ] as const;
  return (
    <div className={style.answers} title={t('timeline.repliedQuestion')}>
      {answers.map(([answer, label]) => (
        <button
          key={label}
          type="button"
          aria-pressed={entry.replied === answer}
          disabled={readOnly}
          onClick={() => {
            const replied = entry.replied === answer ? null : answer;
            api.touch.setReplied({ id: entry.id, replied }).catch(fail);
          }}
        >
          {entry.replied === answer && <CheckOutlined aria-hidden />} {label}
        </button>
      ))}
    </div>
  );
}
