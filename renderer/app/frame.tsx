/** The window around every page: navigation on the left, search and state on top, the page below. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { ErrorBoundary } from './error-boundary.tsx';
import { FirstDownloadStrip } from './first-download-strip.tsx';
import { KeyList } from './key-list.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { NoticeStrip } from './notice-strip.tsx';
import { usePlaces } from './place.ts';
import { ReadOnlyStrip } from './read-only-strip.tsx';
import { RecoveredStrip } from './recovered-strip.tsx';
import { useShortcut, type Bindings } from './shortcut.ts';
import { TopBar } from './top-bar.tsx';
import { openFrameWindow, useFrameWindow } from '../stores/frame-window.ts';
import { toggleNav } from '../stores/layout.ts';

export function Frame() {
  const { t } = useTranslation('common');
  const places = usePlaces();
  const navigate = useNavigate();
  const location = useLocation();
  const main = useRef<HTMLElement>(null);
  const open = useFrameWindow((state) => state.open);

  const goKeys: Bindings = Object.fromEntries(
    places.map((place) => [
      place.keys,
      { label: t('keys.goTo', { place: t(`place.${place.name}`) }), run: () => void navigate(place.path) },
    ]),
  );
  useShortcut(t('keys.everywhere'), {
    'mod+k': { label: t('palette.open'), run: () => openFrameWindow('palette') },
    '/': { label: '', run: () => openFrameWindow('palette') },
    '?': { label: t('keys.show'), run: () => openFrameWindow('keys') },
    '[': { label: t('nav.toggle'), run: toggleNav },
    ...goKeys,
  });

  const place = location.pathname.split('/')[1] ?? '';
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    document.title = place ? `${t(`place.${place}`)} · ${t('app.name')}` : t('app.name');
  }, [place, t]);

  return (
    <div className="frame">
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => (event.preventDefault(), main.current?.focus())}
      >
        {t('nav.skip')}
      </a>
      <Navigation places={places} />
      <TopBar />
      <div className="frame-strips">
        <ReadOnlyStrip />
        <RecoveredStrip />
        <FirstDownloadStrip />
        <NoticeStrip />
      </div>
      <main className="frame-main" id="main" ref={main} tabIndex={-1}>
        <ErrorBoundary key={place}>
          <Outlet />
        </ErrorBoundary>
      </main>
      {open === 'palette' && <Palette places={places} />}
      {open === 'keys' && <KeyList />}
    </div>
  );
}
