/** Who is who in a pasted talk; what is said once is remembered for this customer. */
import { useTranslation } from 'react-i18next';
import type { TalkPreview } from '#shared/contract/capture.ts';
import { speakerRoles, type SpeakerRole } from '#shared/domain/capture/talk-note.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import style from './capture.module.css';

interface TalkSpeakersProps {
  speakers: TalkPreview['speakers'];
  onRole: (name: string, role: SpeakerRole) => void;
}

export function TalkSpeakers({ speakers, onRole }: TalkSpeakersProps) {
  const { t } = useTranslation('capture');
  return (
    <div className={style.speakers} role="group" aria-label={t('speakers')}>
      {speakers
        .filter(({ name }) => name !== '')
        .map(({ name, role, messages }) => (
          <div key={name} className={style.speaker} data-open={role === null || undefined}>
            <span className={style.name} title={name}>
              {name}
            </span>
            <span className={style.count}>{t('messages', { count: messages })}</span>
            <ChoiceChips
              single
              label={t('whoIs', { name })}
              choices={speakerRoles.map((value) => ({
                value,
                label: t(`role.${value}`),
                hint: value === 'several' ? t('severalHint') : undefined,
              }))}
              chosen={role === null ? [] : [role]}
              onChoose={(chosen) => onRole(name, chosen)}
            />
            {role === 'several' && <p className={style.hint}>{t('severalHow')}</p>}
          </div>
        ))}
    </div>
  );
}
