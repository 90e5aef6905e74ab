/** How the page looks on this device. Kept in localStorage, where first-paint.js reads it too; holds no customer data. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type Language = 'zh-CN' | 'en';
export type Density = 'comfortable' | 'compact';

interface Layout {
  theme: ThemeChoice;
  language: Language;
  density: Density;
  navCollapsed: boolean;
}

const layoutKey = 'rapport.layout';

export const useLayout = create<Layout>()(
  persist(
    (): Layout => ({ theme: 'system', language: 'zh-CN', density: 'comfortable', navCollapsed: false }),
    { name: layoutKey },
  ),
);

/** Follows a change made in another window of the same person; returns what ends that. */
export function followOtherWindows(): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === layoutKey) void useLayout.persist.rehydrate();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}

export function setTheme(theme: ThemeChoice): void {
  useLayout.setState({ theme });
}

export function setLanguage(language: Language): void {
  useLayout.setState({ language });
}

export function setDensity(density: Density): void {
  useLayout.setState({ density });
}

export function toggleNav(): void {
  useLayout.setState((state) => ({ navCollapsed: !state.navCollapsed }));
}
