/** Both languages, loaded with the program so that switching is immediate. One file per feature is one namespace. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../stores/layout.ts';
import { ruleFigures, ruleFiguresChanged } from './rule-figure.ts';

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { eager: true, import: 'default' });

function resourcesOf(language: Language): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const [path, texts] of Object.entries(files)) {
    const [, folder, namespace] = /^\.\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    if (folder === language && namespace) found[namespace] = texts;
  }
  return found;
}

export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': resourcesOf('zh-CN'), en: resourcesOf('en') },
    defaultNS: 'common',
    interpolation: { escapeValue: false, defaultVariables: { rule: ruleFigures() } },
    react: { bindI18n: `languageChanged ${ruleFiguresChanged}` },
    returnNull: false,
  });
}

export async function changeLanguage(language: Language): Promise<void> {
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
