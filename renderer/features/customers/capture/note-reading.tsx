/** Under a note: how much it will tell (rules.md R10), what is still missing, and what could be kept out of it. */
import { useTranslation } from 'react-i18next';
import { noteParts } from '#shared/domain/note/quality.ts';
import type { ProposalTargetInput } from '#shared/contract/capture.ts';
import type { EditedProposals } from '../../../stores/composer-draft.ts';
import { ProposalList } from './proposal-list.tsx';
import type { useNoteReading } from './use-note-reading.ts';
import style from './capture.module.css';

interface NoteReadingProps {
  reading: NonNullable<ReturnType<typeof useNoteReading>>;
  ticked: readonly string[];
  onTick: (ticked: string[]) => void;
  edited: EditedProposals;
  onEdit: (key: string, what: ProposalTargetInput) => void;
}

export function NoteReading({ reading, ticked, onTick, edited, onEdit }: NoteReadingProps) {
  const { t } = useTranslation('capture');
  const { quality, points, proposals } = reading;
  const missing = noteParts.filter((part) => points[part] === 0);
  return (
    <>
      <p className={style.hint}>
        <span
          className={style.score}
          title={noteParts.map((part) => `${t(`part.${part}`)} ${points[part]}`).join(' · ')}
        >
          {t('quality', { quality })}
        </span>
        {missing.length > 0 && (
          <span>{t('missing', { parts: missing.map((part) => t(`part.${part}`)).join(t('comma')) })}</span>
        )}
      </p>
      <ProposalList
        proposals={proposals}
        ticked={new Set(ticked)}
        onTick={onTick}
        edited={edited}
        onEdit={onEdit}
      />
    </>
  );
}
