import type { z } from 'zod';
import { useTranslation } from 'react-i18next';
import type { profile } from '#shared/contract/session.ts';
import { PersonAvatar } from '../../components/person-avatar.tsx';

export type Profile = z.infer<typeof profile>;

/** The people who have signed in on this device: a click, then the password. */
export function ProfileList(props: {
  profiles: readonly Profile[];
  chosenId: string | null;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation(['sign-in', 'common']);
  return (
    <div className="profile-list" role="group" aria-label={t('whoAreYou')}>
      {props.profiles.map((person) => (
        <button
          key={person.id}
          type="button"
          className="profile-card"
          aria-pressed={person.id === props.chosenId}
          onClick={() => props.onChoose(person.id)}
        >
          <PersonAvatar name={person.name} size={40} />
          <span className="profile-words">
            <span className="profile-name">{person.name}</span>
            <span className="profile-facts">
              {[t(`common:role.${person.role}`), person.companyName, person.account].join(' · ')}
            </span>
          </span>
        </button>
      ))}
    </div>
  );
}
