/** Whose customer this was, as far as this device knows (C09). */
import { useTranslation } from 'react-i18next';
import type { CardInsight } from '#shared/contract/card.ts';
import { RelativeTime } from '../../../components/time-text.tsx';
import { Section } from './section.tsx';
import style from './known.module.css';

export function OwnerList({ owners }: { owners: CardInsight['owners'] }) {
  const { t } = useTranslation('card');
  return (
    <Section title={t('owner.title')}>
      <ul className={style.list}>
        {owners.map(({ how, name, at }) => (
          <li key={`${how} ${at}`} className={style.row}>
            <span className={style.words}>
              {t(`owner.${how}`, { name: name ?? t('owner.unknown') })}
              <span className={style.quiet}>
                <RelativeTime at={at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
