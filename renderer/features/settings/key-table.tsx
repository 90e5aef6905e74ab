import { useTranslation } from 'react-i18next';
import { usePlaces } from '../../app/place.ts';
import { KeyHint } from '../../components/key-hint.tsx';

/** The keys worth learning; `?` shows those of the page one is on. */
export function KeyTable() {
  const { t } = useTranslation(['settings', 'common', 'today']);
  const places = usePlaces();
  const groups: { title: string; keys: [string, string][] }[] = [
    {
      title: t('common:keys.everywhere'),
      keys: [
        ['mod+k', t('common:palette.open')],
        ['?', t('common:keys.show')],
        ['u', t('common:undo.undo')],
        ['[', t('common:nav.toggle')],
        ...places.map((place): [string, string] => [
          place.keys,
          t('common:keys.goTo', { place: t(`common:place.${place.name}`) }),
        ]),
      ],
    },
    {
      title: t('today:title'),
      keys: [
        ['ArrowDown', t('today:key.next')],
        ['ArrowUp', t('today:key.previous')],
        ['Enter', t('today:key.open')],
        ['c', t('today:key.copy')],
        ['d', t('today:key.done')],
        ['s', t('today:key.skip')],
        ['l', t('today:key.later')],
      ],
    },
  ];
  return (
    <div className="key-list">
      {groups.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <dl>
            {group.keys.map(([keys, label]) => (
              <div key={keys}>
                <dt>{label}</dt>
                <dd>
                  <KeyHint keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
