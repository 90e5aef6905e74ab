/** The commands of the palette. `words` are what may be typed to find one, in both languages. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useOrpc } from '../platform/api-context.tsx';
import { openFrameWindow } from '../stores/frame-window.ts';
import { setLanguage, setTheme, toggleNav, useLayout } from '../stores/layout.ts';
import type { Place } from './place.ts';
import { listShortcuts } from './shortcut.ts';
import { useSyncNow } from './sync-status.tsx';
import { useSignOut } from './use-sign-out.tsx';

export interface Command {
  readonly name: string;
  readonly label: string;
  readonly words: readonly string[];
  /** How the label can be typed by pinyin and initials; empty until core has said it. */
  readonly spelling?: string;
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
  /** What the page below offers by key: it is the same by name. */
  const [below] = useState(keyCommands);
  const ownsBook = places.some((place) => place.name === 'customers');

  return {
    openCustomer: (id, entryId) =>
      void navigate(`/customers/${id}${entryId === undefined ? '' : `?entry=${entryId}`}`),
    openContent: (title) => void navigate(`/content?search=${encodeURIComponent(title)}`),
    commands: useSpelled([
      ...below,
      ...(ownsBook
        ? [
            command('new-customer', 'palette.newCustomer', () => void navigate('/customers?new=1')),
            command('duplicates', 'palette.duplicates', () => void navigate('/customers?duplicates=1')),
          ]
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
      command('rules', 'palette.rules', () => void navigate('/settings/rules')),
      command('sign-out', 'person.signOut', signOut),
    ]),
  };
}

/** Moving about is what the keys themselves are for; these are in the palette under their own name already. */
const noCommand = /^(?:j|k|x|Enter|Escape|Arrow\w+|Page\w+|Home|End|mod\+.*|g .+|\?|\[)$/;

function keyCommands(): Command[] {
  const found = listShortcuts().flatMap(({ scope, keys }) =>
    keys
      .filter(({ shortcut }) => !noCommand.test(shortcut))
      .map(({ shortcut, label, run }): Command => ({
        name: `key-${scope}-${shortcut}`,
        label,
        words: [label, scope],
        keys: shortcut,
        // The palette hands the focus back when it closes: what is opened takes it after that.
        run: () => void setTimeout(() => run(new KeyboardEvent('keydown')), focusBackMs),
      })),
  );
  return found.filter((one, at) => found.findIndex(({ keys }) => keys === one.keys) === at);
}

const focusBackMs = 80;

function useSpelled(commands: readonly Command[]): Command[] {
  const orpc = useOrpc();
  const texts = commands.map(({ label }) => label.slice(0, 100));
  const { data } = useQuery(
    orpc.search.spell.queryOptions({ input: { texts }, staleTime: Number.POSITIVE_INFINITY }),
  );
  return commands.map((command, at) => ({ ...command, spelling: data?.[at] ?? '' }));
}
