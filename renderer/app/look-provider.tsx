/** Theme, density and language for everything below; follows the system where the person wants that. */
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo, type ReactNode } from 'react';
import { changeLanguage } from '../locales/register.ts';
import { useShell } from '../platform/shell.ts';
import { followOtherWindows, useLayout } from '../stores/layout.ts';
import { KeptStyles } from './kept-styles.tsx';
import { themeConfig } from './theme.ts';
import { useMediaQuery } from './use-media-query.ts';

export function LookProvider({ children }: { children: ReactNode }) {
  const { theme, language, density, navCollapsed } = useLayout();
  const shell = useShell();
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const reducedMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const dark = theme === 'dark' || (theme === 'system' && systemDark);

  useEffect(followOtherWindows, []);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = dark ? 'dark' : 'light';
    dataset.density = density;
    dataset.nav = navCollapsed ? 'collapsed' : 'open';
  }, [dark, density, navCollapsed]);
  useEffect(() => {
    void changeLanguage(language);
    void shell.setLanguage(language);
  }, [language, shell]);
  useEffect(() => void shell.setTheme(theme), [theme, shell]);

  const config = useMemo(() => themeConfig(dark, density, reducedMotion), [dark, density, reducedMotion]);
  return (
    <ConfigProvider
      theme={config}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
    >
      <KeptStyles />
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
