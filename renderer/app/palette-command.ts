/** The commands of the palette. `words` are what may be typed to find one, in both languages. */
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { openFrameWindow } from '../stores/frame-window.ts';
import { setLanguage, setTheme, toggleNav, useLayout } from '../stores/layout.ts';
import type { Place } from './place.ts';
import { useSyncNow } from './sync-status.tsx';
import { useSignOut } from './use-sign-out.tsx';

export interface Command {
  readonly name: string;
  readonly label: string;
  readonly words: readonly string[];
  readonly keys?: string;
  readonly run: () => void;
}

export function usePaletteCommands(places: readonly Place[]): {
  commands: Command[];
  /** With an entry of the history the card opens there. */
  openCustomer: (id: string, entryId?: string) => void;
  openContent: (title: string) => void;
} {
  const { t, i18n } = useTranslation('common');
  const navigate = useNavigate();
  const syncNow = useSyncNow();
  const signOut = useSignOut();
  const language = useLayout((state) => state.language);
  const inEnglish = i18n.getFixedT('en', 'common');

  const command = (name: string, key: string, run: () => void, keys?: string): Command => {
    const label = t(key);
    return { name, label, words: [label, inEnglish(key)], run, keys };
  };
  const goTo = (place: Place): Command => {
    const label = t('palette.goTo', { place: t(`place.${place.name}`) });
    const words = [label, inEnglish('palette.goTo', { place: inEnglish(`place.${place.name}`) }), place.name];
    return { name: `go-${place.name}`, label, words, keys: place.keys, run: () => void navigate(place.path) };
  };
  const ownsBook = places.some((place) => place.name === 'customers');

  return {
    openCustomer: (id, entryId) =>
      void navigate(`/customers/${id}${entryId === undefined ? '' : `?entry=${entryId}`}`),
    openContent: (title) => void navigate(`/content?search=${encodeURIComponent(title)}`),
    commands: [
      ...(ownsBook
        ? [command('new-customer', 'palette.newCustomer', () => void navigate('/customers?new=1'))]
        : []),
      ...places.map(goTo),
      command('sync', 'palette.syncNow', () => syncNow.mutate(undefined)),
      command('light', 'palette.light', () => setTheme('light')),
      command('dark', 'palette.dark', () => setTheme('dark')),
      command('system', 'palette.system', () => setTheme('system')),
      {
        ...command('language', 'palette.language', () => setLanguage(language === 'en' ? 'zh-CN' : 'en')),
        words: [t('palette.language'), '语言 中文 英文 language English Chinese'],
      },
      command('nav', 'nav.toggle', toggleNav, '['),
      command('keys', 'keys.show', () => openFrameWindow('keys'), '?'),
      command('sign-out', 'person.signOut', signOut),
    ],
  };
}
